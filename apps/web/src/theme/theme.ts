import { storeChoice } from '../app/stored-choice'

/** `system` follows the visitor's operating system. */
export type Theme = 'system' | 'light' | 'dark'

export const themes: readonly Theme[] = ['system', 'light', 'dark']

const choice = storeChoice('theme', themes)

/** What the visitor chose last. */
export const readTheme = (): Theme => choice.read() ?? 'system'

/** Colours the page, and keeps the choice for the next visit. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme
  choice.write(theme)
}

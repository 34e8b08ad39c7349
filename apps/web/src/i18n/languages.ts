import { storeChoice } from '../app/stored-choice'

/** Languages of the site, under the codes that tag schemas use. */
export const languages = ['en', 'ja', 'zh', 'ru'] as const
export type Language = (typeof languages)[number]

/** What each language calls itself. */
export const languageNames: Record<Language, string> = {
  en: 'English',
  ja: '日本語',
  zh: '简体中文',
  ru: 'Русский',
}

/** For `lang` and for Intl: the script of Chinese is said. */
export const languageTags: Record<Language, string> = { en: 'en', ja: 'ja', zh: 'zh-Hans', ru: 'ru' }

const choice = storeChoice('language', languages)

/** Keeps the visitor's choice for the next visit. */
export const keepLanguage = choice.write

/** The visitor's choice, else the first of the browser's languages that the site speaks, else English. */
export function detectLanguage(wishes: readonly string[] = navigator.languages): Language {
  return choice.read() ?? matchLanguage(wishes)
}

/** The first wish, as `ja-JP`, that the site can fulfil; else English. */
export function matchLanguage(wishes: readonly string[]): Language {
  for (const wish of wishes) {
    const code = wish.toLowerCase().split('-')[0]
    const found = languages.find((language) => language === code)
    if (found) return found
  }
  return 'en'
}

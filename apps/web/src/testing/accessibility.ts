import axe from 'axe-core'
import type { Page } from 'playwright-core'

/** All rules at once, and then the only one whose answer another theme can change. */
const rounds = [
  { colorScheme: 'light', options: {} },
  { colorScheme: 'dark', options: { runOnly: ['color-contrast'] } },
] as const

/** What axe finds wrong with a page as it stands, in light and in dark: rule and first element of each. */
export async function findAccessibilityFaults(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axe.source)
  const faults: string[] = []
  for (const { colorScheme, options } of rounds) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const { violations } = await page.evaluate(
      (options) => (globalThis as unknown as { axe: typeof axe }).axe.run(options as axe.RunOptions),
      options,
    )
    faults.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id}: ${nodes[0]?.html}`))
  }
  return faults
}

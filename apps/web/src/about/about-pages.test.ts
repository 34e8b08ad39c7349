import { expect, it } from 'vitest'
import { findAccessibilityFaults } from '../testing/accessibility'
import { describeSite } from '../testing/describe-site'
import { screens } from '../testing/site-browser'

describeSite('the pages to read', (site) => {
  it.each(Object.entries(screens))('have no fault that axe knows, and fit: %s', async (_, viewport) => {
    const page = await site.visit('#/about', viewport)
    for (const title of ['Tips', 'Licences', 'About']) {
      await page.locator('main').getByRole('link', { name: title, exact: true }).click()
      await page.getByRole('heading', { name: title, level: 1 }).waitFor()
      if (viewport.width > 1000) {
        const place = page.locator('header').getByRole('link', { name: 'About', exact: true })
        expect(await place.getAttribute('aria-current')).toBe(title === 'About' ? 'page' : 'true')
      }
      expect(await findAccessibilityFaults(page)).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      )
    }
    await site.close(page)
  })

  it.each([
    ['ja-JP', 'コツ'],
    ['zh-CN', '技巧'],
    ['ru-RU', 'Советы'],
  ])('speak %s', async (locale, title) => {
    const page = await site.open('#/tips', { locale })
    await page.getByRole('heading', { name: title, level: 1 }).waitFor()
    await site.close(page)
  })

  it('come with the licences of all libraries', async () => {
    const notices = await (await fetch(`${site.server.url}third-party-notices.txt`)).text()
    for (const name of [
      'react',
      'react-aria-components',
      'onnxruntime-web',
      '@fontsource-variable/onest',
      'workbox-core',
    ]) {
      expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+, [\\w.-]+$`, 'm'))
    }
    expect(notices).not.toMatch(/undefined|^@animegan\//m)
  })
})

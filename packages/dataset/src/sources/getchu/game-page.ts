import { load } from 'cheerio/slim'
import type { PageProblem } from './page-problem.js'

/** The name under which a game's page stands in the journal. */
export const pageName = (comike: number): string => `soft.phtml?id=${comike}`

/** Address of a game's page; gc=gc tells the age gate that the visitor is of age. */
export function gamePageUrl(site: URL, comike: number): URL {
  return new URL(`${pageName(comike)}&gc=gc`, site)
}

/** Attributes that hold the address of a picture, also of one that is loaded later. */
const addressAttributes = ['src', 'data-src', 'data-original', 'href']

/**
 * Finds the character pictures of a game on its page at Getchu: `brandnew/{id}/c{id}chara{n}.jpg` (or png, gif, webp), as images
 * and as links, relative or absolute. Gives their paths below the site, in the order of the page, each once: none is normal.
 *
 * A page is taken for a game's when it has one of these pictures, or what such pages have had for years: an element `soft_table`
 * or `soft-title`.
 *
 * @param url where the page was found in the end
 */
export function parseGamePage(html: string, url: URL, comike: number): string[] | PageProblem {
  const $ = load(html)
  const pictureName = new RegExp(`/(brandnew/${comike}/c${comike}chara\\d+\\.(?:jpe?g|png|gif|webp))$`, 'i')
  const paths = new Set<string>()
  for (const element of $('img, a').toArray()) {
    for (const attribute of addressAttributes) {
      const address = $(element).attr(attribute)
      if (address === undefined || !URL.canParse(address, url.href)) continue
      const { hostname, pathname } = new URL(address, url)
      const path = hostname === url.hostname ? pictureName.exec(pathname)?.[1] : undefined
      if (path !== undefined) paths.add(path)
    }
  }
  if (paths.size > 0 || $('#soft_table, #soft-title').length > 0) return [...paths]
  const title = $('title').text().replace(/\s+/g, ' ').trim().slice(0, 80)
  const named = title === '' ? 'it has no title' : `its title is "${title}"`
  if (/attestation|age_check/i.test(url.pathname) || /年齢認証|年齢確認/.test(title)) {
    return { problem: 'age-gate', detail: `the age gate came in spite of gc=gc; ${named}` }
  }
  const looked = `no element soft_table or soft-title and no picture brandnew/${comike}/c${comike}chara1.jpg`
  return { problem: 'page-changed', detail: `${looked}; ${named}` }
}

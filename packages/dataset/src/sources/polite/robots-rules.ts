import robotsParser from 'robots-parser'

/** What a site's robots.txt says to one visitor. */
export interface RobotsRules {
  allows(url: URL): boolean
  /** The shortest pause between requests that it asks for, in milliseconds. */
  readonly interval: number
}

/** The rules of a site that has none. */
export const noRules: RobotsRules = { allows: () => true, interval: 0 }

/**
 * Reads a robots.txt (RFC 9309, and the Crawl-delay that many sites add).
 *
 * @param url where it was found
 * @param product the visitor's name, as in its User-Agent before the slash
 */
export function parseRobots(url: URL, text: string, product: string): RobotsRules {
  const rules = robotsParser(url.href, text)
  return {
    // Rules are about paths. The library answers only for the very origin of robots.txt, which a redirect to https leaves.
    allows: ({ pathname, search }) => rules.isAllowed(new URL(pathname + search, url).href, product) ?? true,
    interval: (rules.getCrawlDelay(product) ?? 0) * 1000,
  }
}

import { InvalidInputError } from '@animegan/core'
import { version } from '../../../package.json'

/** Where the public sites are. */
const publicSites = {
  erogamescape: 'https://erogamescape.dyndns.org/~ap2/ero/toukei_kaiseki/sql_for_erogamer_form.php',
  getchu: 'https://www.getchu.com/',
} as const

const shortestPublicInterval = 1

/** What is asked for, of whom, and how politely. */
export interface CollectionSettings {
  /** First year of sale. Default 2005, as in the paper. */
  fromYear?: number | undefined
  /** Last year of sale. Default: this year. */
  toYear?: number | undefined
  /** Most games, those sold first. Default: all. */
  limit?: number | undefined
  /** Seconds between requests; at least 1 at the public sites. Default 2. */
  interval?: number | undefined
  /** An address or a page by which the sites' owners can reach whoever collects; part of the User-Agent. ASCII. */
  contact?: string | undefined
  /** Address of ErogameScape's SQL form. Default: the public one. */
  erogamescape?: string | undefined
  /** Address below which Getchu's pages are. Default: the public one. */
  getchu?: string | undefined
}

/** The same with nothing left open. */
export interface ResolvedCollection {
  fromYear: number
  toYear: number
  limit: number
  /** Milliseconds. */
  interval: number
  userAgent: string
  /** ErogameScape's SQL form. */
  form: URL
  /** Getchu's root. */
  site: URL
}

/**
 * Fills in defaults and checks. Throws `INVALID_OPTION`.
 *
 * @param now milliseconds since 1970
 */
export function resolveCollection(settings: CollectionSettings, now: number): ResolvedCollection {
  const thisYear = new Date(now).getFullYear()
  const { fromYear = 2005, toYear = thisYear, limit = Number.POSITIVE_INFINITY } = settings
  const { interval = 2, contact } = settings
  if (fromYear > toYear) {
    const problem = `expected the first year no later than the last, got ${fromYear} to ${toYear}`
    throw new InvalidInputError('INVALID_OPTION', `years: ${problem}`)
  }
  if (contact !== undefined && !/^[\x20-\x7e]+$/.test(contact)) {
    const problem = `expected an address in ASCII, as HTTP headers want it, got "${contact}"`
    throw new InvalidInputError('INVALID_OPTION', `contact: ${problem}`)
  }
  const form = parseAddress('erogamescape', settings.erogamescape ?? publicSites.erogamescape)
  const site = parseAddress('getchu', settings.getchu ?? publicSites.getchu)
  const isPublic = [form, site].some((url) =>
    Object.values(publicSites).some((address) => new URL(address).hostname === url.hostname),
  )
  if (!(interval >= (isPublic ? shortestPublicInterval : 0))) {
    const problem = `expected at least ${shortestPublicInterval} second between requests to the public sites, got ${interval}`
    throw new InvalidInputError('INVALID_OPTION', `interval: ${problem}`)
  }
  const userAgent = `animegan-dataset/${version}${contact === undefined ? '' : ` (contact: ${contact})`}`
  return { fromYear, toYear, limit, interval: interval * 1000, userAgent, form, site }
}

function parseAddress(name: string, address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url
  throw new InvalidInputError('INVALID_OPTION', `${name}: expected an http(s) address, got "${address}"`)
}

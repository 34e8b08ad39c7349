import { type Clock, systemClock } from './clock.js'
import { type Exchange, type ExchangeRequest, exchange } from './exchange.js'
import { isPassing, type RequestFailure } from './request-failure.js'
import { retryDelay } from './retry-delay.js'
import { noRules, parseRobots, type RobotsRules } from './robots-rules.js'

const maxRedirects = 5
const maxRobotsBytes = 512 * 1024
/** Nobody sits before a screen for longer: the work is left for another day. */
const longestRetryAfter = 3_600_000
const tries = 5

export interface CreatePoliteClientOptions {
  /** Sent with every request; what is before its first slash is the name that robots.txt may speak of. */
  userAgent: string
  /** Milliseconds from the end of a request to the next, at least; a site's Crawl-delay can make it longer. Default 2,000. */
  interval?: number | undefined
  /** Milliseconds without a byte after which a request is given up and tried again. Default 30,000. */
  stallTimeout?: number | undefined
  /** Default: the system's. */
  clock?: Clock | undefined
  /** A request failed and will be made again after some milliseconds. */
  onRetry?: ((retry: { delay: number; failure: RequestFailure }) => void) | undefined
  signal?: AbortSignal | undefined
}

/** What to ask for. */
export interface PoliteRequest {
  url: URL
  /** Fields of a form to post; a plain GET without. */
  form?: Record<string, string> | undefined
  /** The page on which the address was found. */
  referer?: URL | undefined
  /** Most bytes of an answer that are taken. */
  maxBytes: number
}

/** What a site answered, with status 200 to 299. */
export interface PoliteAnswer {
  ok: true
  /** Where it was in the end, after redirects. */
  url: URL
  /** The header Content-Type; null without. */
  contentType: string | null
  bytes: Uint8Array
}

/** Asks sites for pages without being a burden to them. */
export interface PoliteClient {
  /** What goes wrong is a result; throws only `ABORTED`. */
  ask(request: PoliteRequest): Promise<PoliteAnswer | RequestFailure>
}

/**
 * A client that makes one request at a time with a pause between, says who it is, obeys robots.txt (fetched once a site),
 * follows redirects only inside a site, and repeats what failed for a passing reason, 5 times in all, with growing pauses and
 * never before Retry-After. A site whose robots.txt cannot be had is not asked for anything (RFC 9309, 2.3.1.4).
 */
export function createPoliteClient(options: CreatePoliteClientOptions): PoliteClient {
  const { userAgent, interval = 2_000, stallTimeout = 30_000, clock = systemClock, onRetry, signal } = options
  const product = userAgent.split('/')[0]!
  const sites = new Map<string, RobotsRules>()
  let ended = Number.NEGATIVE_INFINITY

  async function exchangePaced(request: ExchangeRequest): Promise<Exchange | RequestFailure> {
    const pause = Math.max(interval, sites.get(request.url.host)?.interval ?? 0)
    const early = ended + pause - clock.now()
    if (early > 0) await clock.wait(Math.min(early, pause), signal)
    try {
      return await exchange(request)
    } finally {
      ended = clock.now()
    }
  }

  async function exchangePatiently(request: ExchangeRequest): Promise<Exchange | RequestFailure> {
    for (let tried = 1; ; tried++) {
      const answer = await exchangePaced(request)
      const failure = answer.ok ? describeStatus(request.url, answer) : answer
      if (!failure) return answer
      if (!isPassing(failure)) return failure
      const delay = retryDelay(tried, answer.ok ? answer.headers.get('retry-after') : null, clock.now())
      if (delay > longestRetryAfter) {
        const wait = `it asks to come back in ${Math.ceil(delay / 60_000)} minutes`
        return { ok: false, reason: 'busy', detail: `${failure.detail}; ${wait}` }
      }
      if (tried === tries) return { ...failure, detail: `${failure.detail}, ${tries} times` }
      onRetry?.({ delay, failure })
      await clock.wait(delay, signal)
    }
  }

  /** Follows redirects inside the site; `allows` is asked about every address. */
  async function follow(
    { url: start, form: fields, referer, maxBytes }: PoliteRequest,
    allows: (url: URL) => boolean,
  ): Promise<PoliteAnswer | RequestFailure> {
    let [url, form] = [start, fields]
    const headers = { 'user-agent': userAgent, ...(referer && { referer: referer.href }) }
    for (let hops = 0; hops <= maxRedirects; hops++) {
      if (!allows(url)) {
        const detail = `${url.href}: the site's robots.txt forbids it`
        return { ok: false, reason: 'disallowed-by-robots', detail }
      }
      const answer = await exchangePatiently({ url, form, headers, maxBytes, stallTimeout, signal })
      if (!answer.ok) return answer
      const location = answer.status >= 300 ? answer.headers.get('location') : null
      if (location === null) {
        const contentType = answer.headers.get('content-type')
        return { ok: true, url, contentType, bytes: answer.bytes }
      }
      const target = URL.canParse(location, url.href) ? new URL(location, url) : undefined
      if (!target || !isSameSite(url, target)) {
        const detail = `${url.href}: redirected to another site, ${location}`
        return { ok: false, reason: 'redirected', detail }
      }
      if (answer.status !== 307 && answer.status !== 308) form = undefined
      url = target
    }
    const detail = `${start.href}: more than ${maxRedirects} redirects`
    return { ok: false, reason: 'redirected', detail }
  }

  async function readRules(site: URL): Promise<RobotsRules | RequestFailure> {
    const known = sites.get(site.host)
    if (known) return known
    const url = new URL('/robots.txt', site)
    const answer = await follow({ url, maxBytes: maxRobotsBytes }, noRules.allows)
    if (!answer.ok && isPassing(answer)) {
      return { ...answer, detail: `${answer.detail}; without it nothing there may be asked` }
    }
    const rules = answer.ok ? parseRobots(url, new TextDecoder().decode(answer.bytes), product) : noRules
    sites.set(site.host, rules)
    return rules
  }

  async function askNow(request: PoliteRequest): Promise<PoliteAnswer | RequestFailure> {
    const rules = await readRules(request.url)
    return 'ok' in rules ? rules : follow(request, rules.allows)
  }

  let last: Promise<unknown> = Promise.resolve()
  return {
    ask(request) {
      const answer = last.then(() => askNow(request))
      last = answer.catch(() => undefined)
      return answer
    },
  }
}

/** The failure that a status means; undefined for a success or a redirect. */
function describeStatus(url: URL, { status, headers }: Exchange): RequestFailure | undefined {
  if (status < 300 || (status < 400 && headers.has('location'))) return undefined
  const fail = (reason: RequestFailure['reason']): RequestFailure => {
    return { ok: false, reason, detail: `${url.href}: the server answers ${status}` }
  }
  if (status === 404 || status === 410) return fail('not-found')
  if (status === 429 || status === 503) return fail('busy')
  if (status >= 500 || status === 408) return fail('server-error')
  return fail('refused')
}

/** The same host, also when it only goes from http to https. */
function isSameSite(from: URL, to: URL): boolean {
  if (from.origin === to.origin) return true
  return from.hostname === to.hostname && from.protocol === 'http:' && to.protocol === 'https:'
}

const firstDelay = 5_000
const longestDelay = 600_000

/**
 * Milliseconds to wait before a request is made again: 5 s, doubled with every try up to 10 minutes, or longer when the server's
 * Retry-After (RFC 9110, 10.2.3: seconds or a date) asks for it.
 *
 * @param tries how many have failed, from 1
 * @param now milliseconds since 1970
 */
export function retryDelay(tries: number, retryAfter: string | null, now: number): number {
  return Math.max(Math.min(firstDelay * 2 ** (tries - 1), longestDelay), parseRetryAfter(retryAfter, now))
}

function parseRetryAfter(text: string | null, now: number): number {
  if (text === null) return 0
  if (/^\s*\d+\s*$/.test(text)) return Number(text) * 1000
  const date = Date.parse(text)
  return Number.isNaN(date) ? 0 : Math.max(date - now, 0)
}

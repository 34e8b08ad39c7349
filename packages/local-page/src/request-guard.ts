import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Why a request is turned away. */
export interface RequestProblem {
  status: number
  message: string
  headers?: Record<string, string>
}

/**
 * What is wrong with a request besides its token, if anything: it came under another name than this machine's (DNS
 * rebinding), another site made the browser send it, or its method or its body is of another kind.
 *
 * @param port on which the server listens
 */
export function checkRequest(request: IncomingMessage, port: number): RequestProblem | undefined {
  const { method, headers } = request
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`]
  if (!hosts.includes(headers.host ?? '')) {
    return { status: 403, message: `this server answers only to http://${hosts[0]}` }
  }
  if (method !== 'GET' && method !== 'POST') {
    return { status: 405, message: `${method} is not served here`, headers: { Allow: 'GET, POST' } }
  }
  // A link on another site may be followed to the page, which then still needs the token, but nothing else.
  const isPage = method === 'GET' && headers['sec-fetch-dest'] === 'document'
  const site = headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isPage) {
    return { status: 403, message: 'another site asked for this' }
  }
  const { origin } = headers
  if (origin !== undefined && origin !== `http://${headers.host}`) {
    return { status: 403, message: 'another site asked for this' }
  }
  if (method === 'POST' && !/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return { status: 415, message: 'expected application/json' }
  }
  return undefined
}

/** Whether a request is the first one, with the token in its address. */
export function isLogin({ method, url = '' }: IncomingMessage, token: string): boolean {
  const [path, query] = url.split('?')
  return method === 'GET' && path === '/' && equal(new URLSearchParams(query).get('token') ?? '', token)
}

/** Whether a request brings the token, in its address or as the cookie. */
export function hasToken(request: IncomingMessage, port: number, token: string): boolean {
  if (isLogin(request, token)) return true
  const name = cookieName(port)
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim())
  return cookies.some(
    (cookie) => cookie.startsWith(`${name}=`) && equal(cookie.slice(name.length + 1), token),
  )
}

/** The cookie that the first request gets: for this session, not for scripts, never sent from other sites. */
export function loginCookie(port: number, token: string): string {
  return `${cookieName(port)}=${token}; Path=/; HttpOnly; SameSite=Strict`
}

/** Browsers keep one jar for all ports of a machine, so that two servers need two names. */
const cookieName = (port: number): string => `animegan-${port}`

/** Takes as long for a guess that is nearly right as for one that is all wrong. */
function equal(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

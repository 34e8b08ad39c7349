import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AnimeganError, InvalidInputError } from '@animegan/core'
import { checkRequest, hasToken, isLogin, loginCookie } from './request-guard.js'

/** A request that has passed every check. */
export interface LocalRequest {
  method: 'GET' | 'POST'
  /** As it came, without what follows a question mark. */
  path: string
  /** Text of a POST; empty otherwise. */
  body: string
}

/** What is sent back. */
export interface LocalResponse {
  /** 200 unless given. */
  status?: number
  /** MIME type. */
  type: string
  body: Uint8Array | string
  headers?: Record<string, string>
}

export interface StartLocalServerOptions {
  /** 0 takes any that is free. */
  port: number
  /** Answers a request; undefined when there is nothing at its path. What it throws becomes a 400 (wrong input) or a 500, with the message. */
  answer(request: LocalRequest): Promise<LocalResponse | undefined>
}

/** A page for one person on this machine. */
export interface LocalServer {
  port: number
  /** Address with the token: who has it, and only who has it, may use the page. */
  address: string
  /** Lets requests in progress end, takes no others. */
  close(): Promise<void>
}

const mostBytes = 8 * 2 ** 20
/** How long a request in progress may take to end once the server closes. */
const graceMilliseconds = 3000

const securityHeaders: Record<string, string> = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
}

/**
 * Serves a page to this machine only, on 127.0.0.1. Every request needs the token: the first has it in the address, which
 * sets a cookie that later ones bring. Other sites that are open in the same browser can neither read nor ask.
 *
 * Throws `INVALID_OPTION` when the port is taken or not allowed.
 */
export async function startLocalServer({ port, answer }: StartLocalServerOptions): Promise<LocalServer> {
  const token = randomBytes(32).toString('base64url')
  const server = createServer((request, response) => {
    void respond(request, response, token, answer)
  })
  await listen(server, port)
  const { port: actual } = server.address() as AddressInfo
  return {
    port: actual,
    address: `http://127.0.0.1:${actual}/?token=${token}`,
    close: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), graceMilliseconds)
        server.close(() => {
          clearTimeout(timer)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (cause: NodeJS.ErrnoException): void => {
      const problem =
        { EADDRINUSE: 'is in use', EACCES: 'may not be used' }[cause.code ?? ''] ??
        `cannot be used (${cause.code})`
      const message = `port ${port} of 127.0.0.1 ${problem}; choose another, or 0 for any that is free`
      reject(new InvalidInputError('INVALID_OPTION', message, { cause }))
    }
    server.once('error', fail).listen(port, '127.0.0.1', () => {
      server.off('error', fail)
      resolve()
    })
  })
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  answer: StartLocalServerOptions['answer'],
): Promise<void> {
  const port = request.socket.localPort ?? 0
  const reply = await decide(request, port, token, answer).catch((error: unknown): LocalResponse => {
    // What is thrown on purpose is for people; anything else could tell more than it should.
    if (!AnimeganError.isInstance(error)) return refuse(500, 'something went wrong in the server')
    return refuse(InvalidInputError.isInstance(error) ? 400 : 500, error.message)
  })
  const { status = 200, type, body, headers } = reply
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  response.writeHead(status, {
    ...securityHeaders,
    'Cache-Control': 'no-store',
    'Content-Type': type,
    'Content-Length': bytes.length,
    ...(isLogin(request, token) && status === 200 ? { 'Set-Cookie': loginCookie(port, token) } : {}),
    ...headers,
  })
  response.end(bytes)
}

async function decide(
  request: IncomingMessage,
  port: number,
  token: string,
  answer: StartLocalServerOptions['answer'],
): Promise<LocalResponse> {
  const problem = checkRequest(request, port)
  if (problem) return refuse(problem.status, problem.message, problem.headers)
  if (!hasToken(request, port, token)) {
    return refuse(401, 'This page opens only with the address, token and all, that the command has printed.')
  }
  const method = request.method === 'POST' ? 'POST' : 'GET'
  const body = method === 'POST' ? await readBody(request) : ''
  if (body === undefined) {
    return refuse(413, `more than ${mostBytes} bytes came at once`, { Connection: 'close' })
  }
  const path = (request.url ?? '/').split('?')[0] ?? '/'
  return (await answer({ method, path, body })) ?? refuse(404, 'there is nothing here')
}

/** Undefined when there is too much. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length']) > mostBytes) return undefined
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > mostBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function refuse(status: number, message: string, headers: Record<string, string> = {}): LocalResponse {
  return { status, type: 'text/plain; charset=utf-8', body: `${message}\n`, headers }
}

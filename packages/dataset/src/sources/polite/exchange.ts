import { throwIfAborted } from '@animegan/core'
import type { FailureReason, RequestFailure } from './request-failure.js'

/** One question to a server. */
export interface ExchangeRequest {
  url: URL
  headers: Record<string, string>
  /** Fields of a form to post; a plain GET without. */
  form?: Record<string, string> | undefined
  /** Most bytes of an answer that are taken. */
  maxBytes: number
  /** Milliseconds without a byte after which the request is given up. */
  stallTimeout: number
  signal?: AbortSignal | undefined
}

/** What a server answered, whatever its status. */
export interface Exchange {
  ok: true
  status: number
  headers: Headers
  bytes: Uint8Array
}

/** Asks once, following no redirect. What goes wrong is a result; throws only `ABORTED`. */
export async function exchange(request: ExchangeRequest): Promise<Exchange | RequestFailure> {
  const { url, headers, form, maxBytes, stallTimeout, signal } = request
  const stall = new AbortController()
  const timer = setTimeout(() => stall.abort(), stallTimeout)
  const fail = (reason: FailureReason, what: string): RequestFailure => {
    return { ok: false, reason, detail: `${url.href}: ${what}` }
  }
  let response: Response | undefined
  try {
    response = await fetch(url, {
      headers,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, stall.signal]) : stall.signal,
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    })
    timer.refresh()
    const bytes = await readBody(response, maxBytes, () => timer.refresh())
    if (!bytes) return fail('too-many-bytes', `more than ${maxBytes} bytes`)
    return { ok: true, status: response.status, headers: response.headers, bytes }
  } catch (error) {
    throwIfAborted(signal, `request for ${url.href}`)
    if (stall.signal.aborted) return fail('timed-out', `nothing came for ${stallTimeout / 1000} s`)
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    const why = cause instanceof Error ? cause.message || cause.name : String(cause)
    return response ? fail('incomplete', `the answer broke off (${why})`) : fail('unreachable', why)
  } finally {
    clearTimeout(timer)
  }
}

/** Undefined when the body is larger; the rest is not read. */
async function readBody(
  response: Response,
  maxBytes: number,
  onChunk: () => void,
): Promise<Uint8Array | undefined> {
  const body = response.body as AsyncIterable<Uint8Array> | null
  if (Number(response.headers.get('content-length')) > maxBytes) {
    await response.body?.cancel()
    return undefined
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    onChunk()
    length += chunk.length
    if (length > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

import { createHash } from 'node:crypto'
import { AnimeganError } from '@animegan/core'

export interface DownloadOptions {
  signal?: AbortSignal | undefined
  /** What must arrive; less, more or other bytes are refused with `WEIGHTS_CORRUPT`. Default: anything. */
  expected?: { bytes: number; sha256: string } | undefined
  /** Most bytes that are accepted without `expected`. Default 16 MiB. */
  maxBytes?: number | undefined
  /** Milliseconds without a byte after which the download is given up. Default 30,000. */
  stallTimeout?: number | undefined
  /** Bytes so far and, where known, in all. */
  onProgress?: ((progress: { done: number; total: number | undefined }) => void) | undefined
}

/** Whether a download failed because the network did, so that a copy from before may serve instead. */
export const isNetworkFailure = (error: unknown): boolean =>
  AnimeganError.isInstance(error) && error.code === 'DOWNLOAD_FAILED'

const describeFailure = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}

/**
 * Downloads over http(s), following redirects, and checks length and SHA-256 while the bytes come in.
 * Throws `WEIGHTS_NOT_FOUND` for a 404 or 410, `DOWNLOAD_FAILED` for other answers, network failures and stalls,
 * `WEIGHTS_CORRUPT` for other bytes than expected, and `ABORTED`.
 */
export async function download(url: URL, options: DownloadOptions = {}): Promise<Uint8Array> {
  const { signal, expected, maxBytes = 16 * 2 ** 20, stallTimeout = 30_000, onProgress } = options
  const stall = new AbortController()
  const timer = setTimeout(() => stall.abort(), stallTimeout)
  const corrupt = (came: string): AnimeganError =>
    new AnimeganError('WEIGHTS_CORRUPT', `${url.href}: ${came}; the file there is not what its manifest says`)
  try {
    const response = await fetch(url, {
      signal: signal ? AbortSignal.any([signal, stall.signal]) : stall.signal,
    })
    if (!response.ok || !response.body) {
      const missing = response.status === 404 || response.status === 410
      throw new AnimeganError(
        missing ? 'WEIGHTS_NOT_FOUND' : 'DOWNLOAD_FAILED',
        `${url.href}: the server answers ${response.status} ${response.statusText}`.trimEnd() +
          (missing
            ? '; expected a weights manifest.json there, or the folder that holds one'
            : '; try again later'),
      )
    }
    const length = Number(response.headers.get('content-length')) || undefined
    const limit = expected?.bytes ?? maxBytes
    const hash = createHash('sha256')
    const chunks: Uint8Array[] = []
    let done = 0
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      timer.refresh()
      done += chunk.length
      if (done > limit) {
        throw expected
          ? corrupt(`more than ${limit} bytes`)
          : new AnimeganError(
              'INVALID_MANIFEST',
              `${url.href}: more than ${limit} bytes, too long for a manifest`,
            )
      }
      hash.update(chunk)
      chunks.push(chunk)
      onProgress?.({ done, total: expected?.bytes ?? length })
    }
    if (expected) {
      if (done !== expected.bytes) throw corrupt(`${done} bytes, expected ${expected.bytes}`)
      const sha256 = hash.digest('hex')
      if (sha256 !== expected.sha256) throw corrupt(`SHA-256 ${sha256}, expected ${expected.sha256}`)
    }
    return new Uint8Array(Buffer.concat(chunks))
  } catch (error) {
    if (AnimeganError.isInstance(error)) throw error
    if (signal?.aborted) {
      throw new AnimeganError('ABORTED', `download of ${url.href} was aborted`, { cause: signal.reason })
    }
    const reason = stall.signal.aborted
      ? `nothing came for ${stallTimeout / 1000} s`
      : `download failed: ${describeFailure(error)}`
    throw new AnimeganError('DOWNLOAD_FAILED', `${url.href}: ${reason}; check the address and the network`, {
      cause: error,
    })
  } finally {
    clearTimeout(timer)
  }
}

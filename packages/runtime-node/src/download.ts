import { createHash } from 'node:crypto'
import { AnimeganError } from '@animegan/core'

export interface StreamDownloadOptions {
  /** Sent with the request, such as `authorization`. */
  headers?: Record<string, string> | undefined
  signal?: AbortSignal | undefined
  /** Milliseconds without a byte after which the download is given up. Default 30,000. */
  stallTimeout?: number | undefined
  /** The error when nothing is at the address: its code, and what to do about it. Default: for weights. */
  missing?: { code: string; remedy: string } | undefined
  /** Bytes so far and, where known, in all. */
  onProgress?: ((progress: { done: number; total: number | undefined }) => void) | undefined
}

export interface DownloadOptions extends Omit<StreamDownloadOptions, 'missing'> {
  /** What must arrive; less, more or other bytes are refused with `WEIGHTS_CORRUPT`. Default: anything. */
  expected?: { bytes: number; sha256: string } | undefined
  /** Most bytes that are accepted without `expected`. Default 16 MiB. */
  maxBytes?: number | undefined
}

/** Whether a download failed because the network did, so that a copy from before may serve instead. */
export const isNetworkFailure = (error: unknown): boolean =>
  AnimeganError.isInstance(error) && error.code === 'DOWNLOAD_FAILED'

const describeFailure = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}

const missingWeights = {
  code: 'WEIGHTS_NOT_FOUND',
  remedy: 'expected a weights manifest.json there, or the folder that holds one',
}

/**
 * Downloads over http(s), following redirects, piece by piece: for files too large for memory.
 * Throws the code of `missing` for a 404 or 410, `DOWNLOAD_FAILED` for other answers, network failures and stalls, and `ABORTED`.
 */
export async function* streamDownload(
  url: URL,
  options: StreamDownloadOptions = {},
): AsyncGenerator<Uint8Array> {
  const { headers, signal, stallTimeout = 30_000, missing = missingWeights, onProgress } = options
  const stall = new AbortController()
  const timer = setTimeout(() => stall.abort(), stallTimeout)
  try {
    const response = await fetch(url, {
      ...(headers && { headers }),
      signal: signal ? AbortSignal.any([signal, stall.signal]) : stall.signal,
    })
    if (!response.ok || !response.body) {
      const isMissing = response.status === 404 || response.status === 410
      throw new AnimeganError(
        isMissing ? missing.code : 'DOWNLOAD_FAILED',
        `${url.href}: the server answers ${`${response.status} ${response.statusText}`.trimEnd()}; ` +
          (isMissing ? missing.remedy : 'try again later'),
      )
    }
    const total = Number(response.headers.get('content-length')) || undefined
    let done = 0
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      timer.refresh()
      done += chunk.length
      onProgress?.({ done, total })
      yield chunk
      timer.refresh()
    }
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

/**
 * Downloads a file into memory and checks length and SHA-256 while the bytes come in.
 * Throws as {@link streamDownload} does, and `WEIGHTS_CORRUPT` for other bytes than expected.
 */
export async function download(url: URL, options: DownloadOptions = {}): Promise<Uint8Array> {
  const { expected, maxBytes = 16 * 2 ** 20, onProgress, ...rest } = options
  const corrupt = (came: string): AnimeganError =>
    new AnimeganError('WEIGHTS_CORRUPT', `${url.href}: ${came}; the file there is not what its manifest says`)
  const limit = expected?.bytes ?? maxBytes
  const hash = createHash('sha256')
  const chunks: Uint8Array[] = []
  let bytes = 0
  const report = onProgress && {
    onProgress: (progress: { done: number; total: number | undefined }) =>
      onProgress({ ...progress, total: expected?.bytes ?? progress.total }),
  }
  for await (const chunk of streamDownload(url, { ...rest, ...report })) {
    bytes += chunk.length
    if (bytes > limit) {
      throw expected
        ? corrupt(`more than ${limit} bytes`)
        : new AnimeganError(
            'INVALID_MANIFEST',
            `${url.href}: more than ${limit} bytes, too long for a manifest`,
          )
    }
    hash.update(chunk)
    chunks.push(chunk)
  }
  if (expected) {
    if (bytes !== expected.bytes) throw corrupt(`${bytes} bytes, expected ${expected.bytes}`)
    const sha256 = hash.digest('hex')
    if (sha256 !== expected.sha256) throw corrupt(`SHA-256 ${sha256}, expected ${expected.sha256}`)
  }
  return new Uint8Array(Buffer.concat(chunks))
}

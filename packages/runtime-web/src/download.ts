import { AnimeganError } from '@animegan/core'

/** How things are downloaded. */
export interface DownloadOptions {
  signal?: AbortSignal | undefined
  /** Milliseconds without a byte after which a download is given up. Default 30,000. */
  stallTimeout?: number | undefined
  /** Bytes of the current download, so far and in all. */
  onProgress?: ((progress: { done: number; total: number | undefined }) => void) | undefined
}

/** The pieces of one answer. */
export interface DownloadedPieces {
  /** Where in the file the first piece belongs: what was asked for, or 0 where the server cannot begin in the middle. */
  begin: number
  /** Of the whole file, where the server says it. */
  total: number | undefined
  pieces: AsyncIterable<Uint8Array<ArrayBuffer>>
}

/**
 * Downloads a file from byte `begin`. `cache` is `fetch`'s: `reload` asks past the browser's own cache.
 * The call and the pieces throw `WEIGHTS_NOT_FOUND` for a 404 or 410, `DOWNLOAD_FAILED` for other answers, failures of the network and
 * stalls, and `ABORTED`.
 */
export async function startDownload(
  url: URL,
  begin: number,
  { signal, stallTimeout = 30_000 }: DownloadOptions,
  cache: RequestCache = 'default',
): Promise<DownloadedPieces> {
  const stall = new AbortController()
  const abort = (): void => stall.abort()
  let stalled = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const watch = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      stalled = true
      stall.abort()
    }, stallTimeout)
  }
  const end = (): void => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
    stall.abort()
  }
  const toError = (error: unknown): AnimeganError => {
    end()
    if (AnimeganError.isInstance(error)) return error
    if (signal?.aborted) {
      return new AnimeganError('ABORTED', `download of ${url.href} was aborted`, { cause: signal.reason })
    }
    const reason = stalled
      ? `nothing came for ${stallTimeout / 1000} s`
      : `download failed: ${error instanceof Error ? error.message : String(error)}`
    return new AnimeganError('DOWNLOAD_FAILED', `${url.href}: ${reason}; check the address and the network`, {
      cause: error,
    })
  }

  try {
    signal?.throwIfAborted()
    signal?.addEventListener('abort', abort)
    watch()
    const response = await fetch(url, {
      signal: stall.signal,
      cache,
      headers: begin > 0 ? { Range: `bytes=${begin}-` } : {},
    })
    const { body } = response
    if (!response.ok || !body) throw describeAnswer(url, response)
    const range = /^bytes (\d+)-\d+\/(\d+)/.exec(response.headers.get('content-range') ?? '')
    const isRest = response.status === 206 && Number(range?.[1]) === begin
    if (response.status === 206 && !isRest) throw describeAnswer(url, response)
    const length = response.headers.has('content-encoding')
      ? undefined
      : response.headers.get('content-length')
    return {
      begin: isRest ? begin : 0,
      total: (isRest ? Number(range?.[2]) : Number(length)) || undefined,
      pieces: readPieces(body),
    }
  } catch (error) {
    throw toError(error)
  }

  async function* readPieces(body: ReadableStream<Uint8Array<ArrayBuffer>>) {
    const reader = body.getReader()
    try {
      for (;;) {
        watch()
        const { done, value } = await reader.read()
        if (done) return
        yield value
      }
    } catch (error) {
      throw toError(error)
    } finally {
      end()
    }
  }
}

function describeAnswer(url: URL, { status, statusText }: Response): AnimeganError {
  const isMissing = status === 404 || status === 410
  return new AnimeganError(
    isMissing ? 'WEIGHTS_NOT_FOUND' : 'DOWNLOAD_FAILED',
    `${url.href}: the server answers ${`${status} ${statusText}`.trimEnd()}; ` +
      (isMissing ? 'check the address' : 'try again later'),
  )
}

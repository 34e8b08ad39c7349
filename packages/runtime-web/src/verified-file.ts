import { AnimeganError, type StoredFile } from '@animegan/core'
import { type DownloadOptions, startDownload } from './download.js'
import { forgetFile, keepFile, keepPart, readFile, readParts } from './file-cache.js'

type Digest = Pick<StoredFile, 'bytes' | 'sha256'>

/** As much of an unfinished download may be lost when the page is closed. */
const partSize = 2 ** 21

/**
 * A file of which bytes and SHA-256 are known, from the cache or, the first time, from its address. A kept copy is checked at every use;
 * a damaged one is downloaded again. A download that breaks off goes on where it was, at once as long as the network gives something,
 * else the next time, where the server can begin in the middle.
 *
 * Throws `WEIGHTS_NOT_FOUND`, `WEIGHTS_CORRUPT`, `DOWNLOAD_FAILED` and `ABORTED`. Outside of secure contexts, where browsers
 * have neither a cache nor SHA-256 for pages, nothing is kept, and only the length is checked.
 */
export async function fetchVerified(
  url: URL,
  file: Digest,
  options: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const kept = await readFile(file)
  if (kept && !(await describeDamage(kept, file))) return kept
  const bytes = new Uint8Array(file.bytes)
  const begin = await readParts(file, bytes)
  await downloadRest(url, file, bytes, begin, options)
  let damage = await describeDamage(bytes, file)
  if (damage) {
    // What was kept, here or in the browser's own cache, may be of another version.
    await forgetFile(file)
    await downloadRest(url, file, bytes, 0, options, 'reload')
    damage = await describeDamage(bytes, file)
  }
  if (damage) throw corrupt(url, damage)
  await keepFile(file, bytes)
  return bytes
}

/** Fills `bytes` from `begin` on; goes on by itself after every failure before which something new had come. */
async function downloadRest(
  url: URL,
  file: Digest,
  bytes: Uint8Array<ArrayBuffer>,
  begin: number,
  options: DownloadOptions,
  cache?: RequestCache,
): Promise<void> {
  let done = begin
  let furthest = begin
  let kept = begin
  const keep = async (): Promise<void> => {
    if (done > kept) await keepPart(file, kept, bytes.slice(kept, done))
    kept = done
  }
  while (done < bytes.length) {
    try {
      const download = await startDownload(url, done, options, cache)
      done = download.begin
      kept = Math.min(kept, done)
      for await (const piece of download.pieces) {
        if (done + piece.length > bytes.length) throw corrupt(url, `more than ${bytes.length} bytes`)
        bytes.set(piece, done)
        done += piece.length
        options.onProgress?.({ done, total: bytes.length })
        if (done - kept >= partSize) await keep()
      }
      if (done < bytes.length) {
        throw new AnimeganError(
          'DOWNLOAD_FAILED',
          `${url.href}: the download ends after ${done} of ${bytes.length} bytes`,
        )
      }
    } catch (error) {
      await keep()
      const isNew = done > furthest
      furthest = Math.max(furthest, done)
      if (!isNew || !AnimeganError.isInstance(error) || error.code !== 'DOWNLOAD_FAILED') throw error
    }
  }
}

/** What is wrong with bytes, in words; undefined when they are what they should be. */
async function describeDamage(bytes: Uint8Array<ArrayBuffer>, file: Digest): Promise<string | undefined> {
  if (bytes.length !== file.bytes) return `${bytes.length} bytes, expected ${file.bytes}`
  if (!globalThis.crypto?.subtle) return undefined
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return sha256 === file.sha256 ? undefined : `SHA-256 ${sha256}, expected ${file.sha256}`
}

const corrupt = (url: URL, came: string): AnimeganError =>
  new AnimeganError('WEIGHTS_CORRUPT', `${url.href}: ${came}; the file there is not what it should be`)

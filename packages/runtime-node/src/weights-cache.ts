import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { writeFileAtomic } from '@animegan/node-files'
import { type DownloadOptions, download, isNetworkFailure } from './download.js'

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex')

/** Where downloads are kept: `$ANIMEGAN_CACHE`, else `animegan` in `$XDG_CACHE_HOME`, else `~/.cache/animegan`. */
export function findCacheDir(): string {
  const { ANIMEGAN_CACHE: own, XDG_CACHE_HOME: xdg } = process.env
  return own || join(xdg || join(homedir(), '.cache'), 'animegan')
}

const readIfThere = (path: string): Promise<Uint8Array | undefined> => readFile(path).catch(() => undefined)

/**
 * A file of which bytes and SHA-256 are known, from the cache or, the first time, from its URL. A cached copy is checked at
 * every use; a damaged one is downloaded again and replaced. Throws as `download` does, and `NOT_WRITABLE`.
 */
export async function fetchVerified(
  url: URL,
  cacheDir: string,
  options: DownloadOptions & { expected: { bytes: number; sha256: string } },
): Promise<Uint8Array> {
  const path = join(cacheDir, 'files', options.expected.sha256)
  const cached = await readIfThere(path)
  if (cached && cached.length === options.expected.bytes && sha256Of(cached) === options.expected.sha256) {
    return cached
  }
  const bytes = await download(url, options)
  await writeFileAtomic(path, bytes)
  return bytes
}

/** A manifest from its URL; when the network fails, the copy of the last time. Throws as `download` does. */
export async function fetchManifest(
  url: URL,
  cacheDir: string,
  options: Pick<DownloadOptions, 'signal' | 'stallTimeout'>,
): Promise<Uint8Array> {
  const path = join(cacheDir, 'manifests', `${sha256Of(url.href)}.json`)
  try {
    const bytes = await download(url, options)
    await writeFileAtomic(path, bytes)
    return bytes
  } catch (error) {
    const cached = isNetworkFailure(error) ? await readIfThere(path) : undefined
    if (!cached) throw error
    return cached
  }
}

import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, type StoredFile } from '@animegan/core'
import { systemErrorCode } from '@animegan/node-files'
import { manifestFile } from './package-lookup.js'
import { fetchManifest, fetchVerified, findCacheDir, sha256Of } from './weights-cache.js'
import { describeLocation, type WeightsLocation } from './weights-location.js'

/** How models are fetched. */
export interface FetchModelsOptions {
  /** Where downloads are kept. Default: `findCacheDir()`. */
  cacheDir?: string | undefined
  signal?: AbortSignal | undefined
  /** Milliseconds without a byte after which a download is given up. Default 30,000. */
  stallTimeout?: number | undefined
  /** Bytes of the current download, so far and in all. Never called for local files. */
  onProgress?: ((progress: { done: number; total: number | undefined }) => void) | undefined
}

/** Models of which the manifest is read and the files are not yet. */
export interface OpenedModels<Manifest> {
  manifest: Manifest
  /** URL of the folder, or of the manifest on the web. */
  source: string
  /** The bytes of one of the manifest's files; throws `WEIGHTS_NOT_FOUND` or, if bytes or hash differ, `WEIGHTS_CORRUPT`. */
  read(file: StoredFile): Promise<Uint8Array>
}

/** Reads the manifest at a location. Throws `INVALID_MANIFEST`, `DOWNLOAD_FAILED`, `ABORTED`. */
export async function openModels<Manifest>(
  location: WeightsLocation,
  parse: (json: unknown, source: string) => Manifest,
  options: FetchModelsOptions,
): Promise<OpenedModels<Manifest>> {
  const { cacheDir = findCacheDir(), signal, stallTimeout, onProgress } = options
  const source = describeLocation(location)
  if (location.kind === 'folder') {
    const { folder } = location
    const path = join(folder, manifestFile)
    return {
      manifest: parse(parseJson(await readFile(path), path), path),
      source,
      read: (file) => readVerified(folder, file),
    }
  }
  const { manifestUrl } = location
  const bytes = await fetchManifest(manifestUrl, cacheDir, { signal, stallTimeout })
  return {
    manifest: parse(parseJson(bytes, source), source),
    source,
    read: (file) => {
      const url = new URL(file.path, manifestUrl)
      return fetchVerified(url, cacheDir, { expected: file, signal, stallTimeout, onProgress })
    },
  }
}

function parseJson(bytes: Uint8Array, source: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw new AnimeganError('INVALID_MANIFEST', `${source} is not JSON: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

async function readVerified(folder: string, file: StoredFile): Promise<Uint8Array> {
  const path = join(folder, file.path)
  const corrupt = (came: string): AnimeganError =>
    new AnimeganError(
      'WEIGHTS_CORRUPT',
      `${path} is corrupt: ${came}, as ${manifestFile} says; install or export the weights again`,
    )
  let bytes: Uint8Array
  try {
    const { size } = await stat(path)
    if (size !== file.bytes) throw corrupt(`${size} bytes, expected ${file.bytes}`)
    bytes = await readFile(path)
  } catch (error) {
    if (AnimeganError.isInstance(error)) throw error
    const reason = systemErrorCode(error) === 'ENOENT' ? 'the file is missing' : (error as Error).message
    throw new AnimeganError('WEIGHTS_NOT_FOUND', `cannot read ${path}, named by ${manifestFile}: ${reason}`, {
      cause: error,
    })
  }
  const sha256 = sha256Of(bytes)
  if (sha256 !== file.sha256) throw corrupt(`SHA-256 ${sha256}, expected ${file.sha256}`)
  return bytes
}

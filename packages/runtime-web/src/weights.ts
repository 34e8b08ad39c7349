import {
  AnimeganError,
  chooseWeightsFile,
  type LoadedWeights,
  parseWeightsManifest,
  type StoredFile,
  type WeightsDtype,
  type WeightsFile,
  type WeightsManifest,
} from '@animegan/core'
import { type DownloadOptions, startDownload } from './download.js'
import { forgetAll, forgetFile, forgetManifest, hasFile, keepManifest, readManifest } from './file-cache.js'
import { fetchVerified } from './verified-file.js'
import { locateWeights, type WeightsFiles, type WeightsLocation } from './weights-location.js'

export type OpenWeightsOptions = DownloadOptions

/** Weights of which the manifest is read and the models are not yet. */
export interface OpenedWeights {
  manifest: WeightsManifest
  /** Address of the manifest. */
  source: string
  /** The bytes of one of the manifest's files; throws `WEIGHTS_NOT_FOUND`, `WEIGHTS_CORRUPT`, `DOWNLOAD_FAILED`, `ABORTED`. */
  read(file: StoredFile): Promise<Uint8Array>
}

export interface LoadWeightsOptions extends OpenWeightsOptions {
  /** Default: int8 if there is one, else fp16, else fp32: what is downloaded matters more here than in Node. */
  dtype?: WeightsDtype | undefined
}

const smallestFirst: readonly WeightsDtype[] = ['int8', 'fp16', 'fp32']
const longestManifest = 16 * 2 ** 20

/**
 * Finds weights and reads their manifest: from the network, and where that fails from the last time. `weights`: see
 * `CreateGeneratorOptions`. Throws `WEIGHTS_NOT_FOUND`, `INVALID_MANIFEST`, `DOWNLOAD_FAILED`, `ABORTED`.
 */
export async function openWeights(
  weights: string | URL | WeightsFiles,
  options: OpenWeightsOptions = {},
): Promise<OpenedWeights> {
  const location = locateWeights(weights)
  const manifest = await fetchManifest(location.manifest, options)
  return {
    manifest,
    source: location.manifest.href,
    read: (file) => fetchVerified(addressOf(location, file), file, options),
  }
}

/**
 * Loads one model of some weights, verified by length and SHA-256, and keeps it for the next time.
 * Throws as `openWeights` does, `WEIGHTS_CORRUPT`, and `INVALID_OPTION` for a dtype that the weights do not come in.
 *
 * @example
 * const weights = await loadWeights('https://example.com/weights/manifest.json', { dtype: 'fp16' })
 */
export async function loadWeights(
  weights: string | URL | WeightsFiles,
  options: LoadWeightsOptions = {},
): Promise<LoadedWeights> {
  const { manifest, source, read } = await openWeights(weights, options)
  const file = chooseWeightsFile(manifest.files, options.dtype, `weights ${manifest.name}`, smallestFirst)
  return { manifest, dtype: file.dtype, model: await read(file), sha256: file.sha256, source }
}

/**
 * Whether weights can be loaded without a network: their manifest and a model, of the given dtype or of any. A browser may still throw
 * them away when it runs short of room, unless the page calls `navigator.storage.persist()`.
 */
export async function isCached(
  weights: string | URL | WeightsFiles,
  { dtype }: { dtype?: WeightsDtype | undefined } = {},
): Promise<boolean> {
  const files = await listCachedFiles(locateWeights(weights))
  const wanted = files.filter((file) => dtype === undefined || file.dtype === dtype)
  return (await Promise.all(wanted.map(hasFile))).includes(true)
}

/** Forgets what was kept of some weights; without any, everything: all weights, and the runtimes. */
export async function clearCache(weights?: string | URL | WeightsFiles): Promise<void> {
  if (weights === undefined) return await forgetAll()
  const location = locateWeights(weights)
  await Promise.all((await listCachedFiles(location)).map(forgetFile))
  await forgetManifest(location.manifest)
}

/** The files that the kept manifest of a location names. */
async function listCachedFiles({ manifest }: WeightsLocation): Promise<readonly WeightsFile[]> {
  const kept = await readManifest(manifest)
  return kept ? listFiles(kept, manifest) : []
}

async function fetchManifest(url: URL, options: OpenWeightsOptions): Promise<WeightsManifest> {
  const before = await readManifest(url)
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = await downloadManifest(url, options)
  } catch (error) {
    const isNetworkFailure = AnimeganError.isInstance(error) && error.code === 'DOWNLOAD_FAILED'
    if (!before || !isNetworkFailure) throw error
    return parseManifest(before, url)
  }
  const manifest = parseManifest(bytes, url)
  // Models of a version that was replaced are not needed again.
  const gone = (before ? listFiles(before, url) : []).filter(({ sha256 }) =>
    manifest.files.every((file) => file.sha256 !== sha256),
  )
  await Promise.all(gone.map(forgetFile))
  await keepManifest(url, bytes)
  return manifest
}

async function downloadManifest(url: URL, options: OpenWeightsOptions): Promise<Uint8Array<ArrayBuffer>> {
  // The browser's own cache may be as old as it likes; the server is asked.
  const { pieces } = await startDownload(url, 0, options, 'no-cache')
  const blobs: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for await (const piece of pieces) {
    length += piece.length
    if (length > longestManifest) {
      throw new AnimeganError(
        'INVALID_MANIFEST',
        `${url.href}: more than ${longestManifest} bytes, too long for a manifest`,
      )
    }
    blobs.push(piece)
  }
  return new Uint8Array(await new Blob(blobs).arrayBuffer())
}

function parseManifest(bytes: Uint8Array, { href }: URL): WeightsManifest {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw new AnimeganError('INVALID_MANIFEST', `${href} is not JSON: ${(error as Error).message}`, {
      cause: error,
    })
  }
  return parseWeightsManifest(json, href)
}

function listFiles(bytes: Uint8Array, url: URL): readonly WeightsFile[] {
  try {
    return parseManifest(bytes, url).files
  } catch {
    return []
  }
}

function addressOf({ manifest, files }: WeightsLocation, file: StoredFile & Partial<WeightsFile>): URL {
  return (file.dtype && files[file.dtype]) ?? new URL(file.path, manifest)
}

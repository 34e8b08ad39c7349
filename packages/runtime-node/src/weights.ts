import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  AnimeganError,
  InvalidInputError,
  parseWeightsManifest,
  type StoredFile,
  type WeightsDtype,
  type WeightsManifest,
} from '@animegan/core'
import { systemErrorCode } from './atomic-file.js'
import { manifestFile } from './package-lookup.js'
import { fetchManifest, fetchVerified, findCacheDir, sha256Of } from './weights-cache.js'
import { describeLocation, locateWeights } from './weights-location.js'

export interface OpenWeightsOptions {
  /** Where downloads are kept. Default: `findCacheDir()`. */
  cacheDir?: string | undefined
  /** The caller's `import.meta.url`: weights packages are looked up from there too. */
  from?: string | URL | undefined
  signal?: AbortSignal | undefined
  /** Milliseconds without a byte after which a download is given up. Default 30,000. */
  stallTimeout?: number | undefined
  /** Bytes of the current download, so far and in all. Never called for local weights. */
  onProgress?: ((progress: { done: number; total: number | undefined }) => void) | undefined
}

/** Weights of which the manifest is read and the models are not yet. */
export interface OpenedWeights {
  manifest: WeightsManifest
  /** URL of the folder, or of the manifest on the web. */
  source: string
  /** The bytes of one of the manifest's files; throws `WEIGHTS_NOT_FOUND` or, if bytes or hash differ, `WEIGHTS_CORRUPT`. */
  read(file: StoredFile): Promise<Uint8Array>
}

export interface LoadWeightsOptions extends OpenWeightsOptions {
  /** Default: fp32 if there is one, else fp16, else int8. */
  dtype?: WeightsDtype | undefined
}

/** A verified model with its manifest. */
export interface LoadedWeights {
  manifest: WeightsManifest
  dtype: WeightsDtype
  /** The ONNX file. */
  model: Uint8Array
  /** Of the ONNX file, in hexadecimal. */
  sha256: string
  source: string
}

const dtypePreference: readonly WeightsDtype[] = ['fp32', 'fp16', 'int8']

const parseManifest = (bytes: Uint8Array, source: string): WeightsManifest => {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(bytes))
  } catch (error) {
    throw new AnimeganError('INVALID_MANIFEST', `${source} is not JSON: ${(error as Error).message}`, {
      cause: error,
    })
  }
  return parseWeightsManifest(json, source)
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

/**
 * Finds weights and reads their manifest. `nameOrDirOrUrl`: short or full name of an installed package, a folder, or the
 * URL of a manifest or of its folder. Throws `WEIGHTS_NOT_FOUND`, `INVALID_MANIFEST`, `DOWNLOAD_FAILED`, `ABORTED`.
 */
export async function openWeights(
  nameOrDirOrUrl: string,
  options: OpenWeightsOptions = {},
): Promise<OpenedWeights> {
  const { cacheDir = findCacheDir(), from, signal, stallTimeout, onProgress } = options
  const location = locateWeights(nameOrDirOrUrl, from)
  const source = describeLocation(location)
  if (location.kind === 'folder') {
    const { folder } = location
    const path = join(folder, manifestFile)
    return {
      manifest: parseManifest(await readFile(path), path),
      source,
      read: (file) => readVerified(folder, file),
    }
  }
  const { manifestUrl } = location
  const bytes = await fetchManifest(manifestUrl, cacheDir, { signal, stallTimeout })
  return {
    manifest: parseManifest(bytes, source),
    source,
    read: (file) => {
      const url = new URL(file.path, manifestUrl)
      return fetchVerified(url, cacheDir, { expected: file, signal, stallTimeout, onProgress })
    },
  }
}

/**
 * Loads one model of some weights, verified by length and SHA-256.
 * Throws as `openWeights` does, `WEIGHTS_CORRUPT`, and `INVALID_OPTION` for a dtype that the weights do not come in.
 *
 * @example
 * const weights = await loadWeights('synthetic', { dtype: 'int8' })
 */
export async function loadWeights(
  nameOrDirOrUrl: string,
  options: LoadWeightsOptions = {},
): Promise<LoadedWeights> {
  const opened = await openWeights(nameOrDirOrUrl, options)
  const { manifest, source } = opened
  const wanted = options.dtype ? [options.dtype] : dtypePreference
  const file = wanted.map((dtype) => manifest.files.find((f) => f.dtype === dtype)).find(Boolean)
  if (!file) {
    const there = manifest.files.map(({ dtype }) => dtype).join(', ')
    throw new InvalidInputError(
      'INVALID_OPTION',
      `weights ${manifest.name} have no ${options.dtype ?? 'known'} model; they come as ${there}`,
    )
  }
  return { manifest, dtype: file.dtype, model: await opened.read(file), sha256: file.sha256, source }
}

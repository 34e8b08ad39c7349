import {
  AnimeganError,
  parseWeightsManifest,
  type WeightsDtype,
  type WeightsFile,
  type WeightsManifest,
} from '@animegan/core'

/** A model as its files say it is. */
export interface ModelFiles {
  /** Names no more files than there are. */
  manifest: WeightsManifest
  models: ReadonlyMap<WeightsDtype, Blob>
  /** Its README.md, if there is one. */
  card: Blob | undefined
}

const longestManifest = 16 * 2 ** 20

/**
 * Reads a model from the files of its folder: `manifest.json`, and one or more of the ONNX files that it names, told by their names
 * whatever folders they lie in. Others are passed over.
 *
 * Throws `WEIGHTS_NOT_FOUND` without a manifest or without models, `INVALID_MANIFEST`, and `WEIGHTS_CORRUPT` for a model of another length
 * or SHA-256 than the manifest says.
 */
export async function readModelFiles(files: readonly File[]): Promise<ModelFiles> {
  const byName = new Map(files.map((file) => [file.name, file]))
  const manifestFile = byName.get('manifest.json')
  if (!manifestFile) {
    const came = files.length === 0 ? 'no file' : [...byName.keys()].slice(0, 5).join(', ')
    throw new AnimeganError(
      'WEIGHTS_NOT_FOUND',
      `expected manifest.json and the ONNX files beside it, came ${came}`,
    )
  }
  const manifest = await readManifest(manifestFile)
  const models = new Map<WeightsDtype, Blob>()
  const present: WeightsFile[] = []
  for (const expected of manifest.files) {
    const file = byName.get(baseName(expected.path))
    if (!file) continue
    await verify(file, expected)
    models.set(expected.dtype, file)
    present.push(expected)
  }
  if (present.length === 0) {
    const names = manifest.files.map(({ path }) => baseName(path)).join(', ')
    throw new AnimeganError(
      'WEIGHTS_NOT_FOUND',
      `manifest.json came without a model: expected one of ${names} with it`,
    )
  }
  return { manifest: { ...manifest, files: present }, models, card: byName.get('README.md') }
}

async function readManifest(file: File): Promise<WeightsManifest> {
  if (file.size > longestManifest) {
    throw new AnimeganError(
      'INVALID_MANIFEST',
      `manifest.json has ${file.size} bytes, too long for a manifest`,
    )
  }
  let json: unknown
  try {
    json = JSON.parse(await file.text())
  } catch (cause) {
    throw new AnimeganError('INVALID_MANIFEST', `manifest.json is not JSON: ${(cause as Error).message}`, {
      cause,
    })
  }
  return parseWeightsManifest(json, 'manifest.json')
}

async function verify(file: File, { bytes, sha256 }: WeightsFile): Promise<void> {
  if (file.size !== bytes) {
    throw new AnimeganError(
      'WEIGHTS_CORRUPT',
      `${file.name} has ${file.size} bytes, the manifest says ${bytes}`,
    )
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  const came = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
  if (came === sha256) return
  throw new AnimeganError(
    'WEIGHTS_CORRUPT',
    `${file.name} has the SHA-256 ${came}, the manifest says ${sha256}`,
  )
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

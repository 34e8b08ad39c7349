import type { InferenceSession, TaggerManifest } from '@animegan/core'
import type { FeatureExtractor, TagEstimator } from '@animegan/dataset'
import * as z from 'zod/mini'
import { findAsset } from './asset-store.js'
import { assets } from './assets.js'
import { deviceFlags } from './flag-values.js'
import { createTerminalProgress } from './terminal-progress.js'

/** The flags of `estimatorArguments`. */
export const estimatorFlags = {
  estimator: z
    .string('expected the name or folder of a tag estimator')
    .check(z.minLength(1, 'expected the name or folder of a tag estimator')),
  ...deviceFlags,
}

const flagsSchema = z.object(estimatorFlags)
export type EstimatorFlags = z.output<typeof flagsSchema>

/** A model with its hash, which must be disposed of. */
interface OpenedModel extends AsyncDisposable {
  /** Of the ONNX file. */
  modelSha256: string
}

/** What gives features, with the hash of its model. */
export interface OpenedExtractor extends OpenedModel {
  extractor: FeatureExtractor
}

/**
 * Loads the tag estimator that the flags name. Throws as `loadTagger`, `createSession` and `createTagEstimator` do, and
 * `ASSET_NOT_FOUND` for one that `animegan assets get` would get.
 */
export async function openTagEstimator(
  flags: EstimatorFlags,
  signal: AbortSignal,
): Promise<OpenedModel & { estimator: TagEstimator }> {
  const { createTagEstimator } = await import('@animegan/dataset')
  return openModel(flags, 'tags', signal, (options) => ({ estimator: createTagEstimator(options) }))
}

/** Loads what gives the features of the tag estimator that the flags name. Throws as {@link openTagEstimator} does. */
export async function openFeatureExtractor(
  flags: EstimatorFlags,
  signal: AbortSignal,
): Promise<OpenedExtractor> {
  const { createFeatureExtractor } = await import('@animegan/dataset')
  return openModel(flags, 'features', signal, (options) => ({ extractor: createFeatureExtractor(options) }))
}

async function openModel<Wrapped extends object>(
  { estimator, device, threads }: EstimatorFlags,
  output: 'tags' | 'features',
  signal: AbortSignal,
  wrap: (options: { manifest: TaggerManifest; session: InferenceSession }) => Wrapped,
): Promise<OpenedModel & Wrapped> {
  const { createSession, loadTagger } = await import('@animegan/runtime-node')
  const onProgress = createTerminalProgress('downloading, bytes')
  const place = await findEstimator(estimator)
  const options = { output, from: import.meta.url, signal, onProgress }
  const { manifest, model, sha256 } = await loadTagger(place, options).finally(onProgress.clear)
  const session = await createSession(model, { device, threads })
  try {
    const wrapped = wrap({ manifest, session })
    return { ...wrapped, modelSha256: sha256, [Symbol.asyncDispose]: () => session.dispose() }
  } catch (error) {
    await session.dispose()
    throw error
  }
}

/** The folder of an asset that is a tag estimator; anything else as it is, `./NAME` too. */
async function findEstimator(nameOrPlace: string): Promise<string> {
  const asset = assets.find(({ name }) => name === nameOrPlace)
  if (!asset?.preparation?.makes.includes('manifest.json')) return nameOrPlace
  return (await findAsset(asset)).folder
}

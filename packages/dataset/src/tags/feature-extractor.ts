import { type InferenceSession, InvalidInputError, type TaggerManifest } from '@animegan/core'
import type { Picture } from './estimator-input.js'
import { createEstimatorRun } from './estimator-run.js'

/** A network that makes a vector of a picture; the nearer two vectors are, the more alike are the pictures. */
export interface FeatureExtractor {
  readonly manifest: TaggerManifest
  /** Length of the vector. */
  readonly size: number
  /**
   * The vector of a picture.
   *
   * @param name names the picture in messages, such as its path
   * Throws `INVALID_DATA` when the picture is damaged, `INVALID_MANIFEST` when the model is not what the manifest says.
   */
  extract(picture: Picture, name: string): Promise<Float32Array>
}

export interface CreateFeatureExtractorOptions {
  manifest: TaggerManifest
  /** Of one of the files of `outputs.features`, else of the manifest's `files`. Who opened it disposes of it. */
  session: InferenceSession
}

/**
 * Makes a feature extractor of a tag estimator's model and its manifest. Throws `INVALID_OPTION` when the manifest names no
 * features, and `INVALID_MANIFEST` when the model has other inputs or outputs.
 */
export function createFeatureExtractor({
  manifest,
  session,
}: CreateFeatureExtractorOptions): FeatureExtractor {
  const { features } = manifest.outputs
  if (features === undefined) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `tag estimator "${manifest.name}" gives no features; choose one with outputs.features in its manifest`,
    )
  }
  const run = createEstimatorRun(manifest, session, features)
  return {
    manifest,
    size: features.size,
    extract: async (picture, name) => Float32Array.from(await run(picture, name)),
  }
}

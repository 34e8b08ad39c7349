import { AnimeganError, type InferenceSession, type TaggerManifest } from '@animegan/core'
import type { Picture } from './estimator-input.js'
import { createEstimatorRun } from './estimator-run.js'

/** A network that tells how likely it is that a picture has each tag. */
export interface TagEstimator {
  readonly manifest: TaggerManifest
  /**
   * The probability of each tag of the manifest's schema, by id and in its order.
   *
   * @param name names the picture in messages, such as its path
   * Throws `INVALID_DATA` when the picture is damaged, `INVALID_MANIFEST` when the model is not what the manifest says.
   */
  estimate(picture: Picture, name: string): Promise<Record<string, number>>
}

export interface CreateTagEstimatorOptions {
  manifest: TaggerManifest
  /** Of one of the manifest's `files`. Who opened it disposes of it. */
  session: InferenceSession
}

/** Rounding in a network may lead so far beyond 0 and 1. */
const tolerance = 1e-3

/**
 * Makes a tag estimator of a model and its manifest. Throws `INVALID_MANIFEST` when the model has other inputs or outputs.
 *
 * @example
 * const { manifest, model } = await loadTagger('runs/tagger/tagger')
 * const estimator = createTagEstimator({ manifest, session: await createSession(model) })
 * const scores = await estimator.estimate(await readFile('face.png'), 'face.png')
 */
export function createTagEstimator({ manifest, session }: CreateTagEstimatorOptions): TagEstimator {
  const { name, values, indices } = manifest.outputs.tags
  const run = createEstimatorRun(manifest, session, manifest.outputs.tags)
  const readProbability = (value: number, id: string): number => {
    const probability = values === 'logits' ? 1 / (1 + Math.exp(-value)) : value
    if (probability > -tolerance && probability < 1 + tolerance) {
      return Math.min(Math.max(probability, 0), 1)
    }
    throw new AnimeganError(
      'INVALID_MANIFEST',
      `tag estimator "${manifest.name}" gave ${value} for "${id}", expected a probability from 0 to 1; ` +
        `if output "${name}" has logits, set outputs.tags.values to "logits" in its manifest`,
    )
  }
  return {
    manifest,
    async estimate(picture, pictureName) {
      const output = await run(picture, pictureName)
      return Object.fromEntries(
        manifest.tags.tags.map(({ id }, place) => [
          id,
          readProbability(output[indices?.[place] ?? place]!, id),
        ]),
      )
    },
  }
}

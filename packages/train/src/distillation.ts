import {
  type AbortSignalLike,
  AnimeganError,
  createRandom,
  encodeCondition,
  type InferenceSession,
  InvalidInputError,
  sampleAttributes,
  sampleLatent,
  sampleTags,
  type WeightsManifest,
} from '@animegan/core'
import type { TrainingData } from './training-batch.js'
import type { TrainingConfig } from './training-config.js'

/** How a student's configuration departs from its recipe. */
export interface DistillationOptions {
  /** Weight of the pixels. Default 10. */
  pixel?: number | undefined
  /** Weight of the feature maps. Default 1. */
  feature?: number | undefined
  /** The step from which D's judgement reaches G. Default 2000. */
  adversarialFrom?: number | undefined
}

/**
 * The configuration of a student: a recipe's networks with the teacher's latent and tags. No flips, because a teacher's
 * latent stands for one picture, not for its mirror image.
 *
 * @throws InvalidInputError INVALID_CONFIG when the teacher's pictures cannot be shrunk to the student's by a whole factor
 */
export function studentConfig(
  recipe: TrainingConfig,
  teacher: WeightsManifest,
  { pixel = 10, feature = 1, adversarialFrom = 2000 }: DistillationOptions = {},
): TrainingConfig {
  const [from, to] = [teacher.output.resolution, recipe.generator.resolution]
  if (!Number.isInteger(from / to)) {
    throw new InvalidInputError(
      'INVALID_CONFIG',
      `The teacher draws pictures of side ${from}, the student of ${recipe.preset} of side ${to}; choose a preset whose side divides ${from}.`,
    )
  }
  const [latentSize, conditionSize] = [teacher.inputs.latent.size, teacher.inputs.condition.size]
  return {
    ...recipe,
    generator: { ...recipe.generator, latentSize, conditionSize },
    discriminator: { ...recipe.discriminator, conditionSize },
    tags: teacher.tags,
    flip: false,
    distillation: { pixel, feature, adversarialFrom },
  }
}

export interface DrawLessonsOptions {
  /** How many pictures. */
  count: number
  seed: number
  /** Side of the student's pictures; divides the teacher's. */
  resolution: number
  /** Pictures in one run of the teacher. Default 16. */
  batchSize?: number
  onProgress?: (progress: { done: number; total: number }) => void
  signal?: AbortSignalLike
}

/**
 * A teacher's pictures with the latents and conditions that it drew them from, shrunk by averaging. Latents are
 * normal, tags by the paper's prior; the same seed gives the same lessons. Pictures are kept in bytes: 12 KB each at side 64.
 *
 * @throws AnimeganError ABORTED
 */
export async function drawLessons(
  session: InferenceSession,
  { tags, inputs, output }: WeightsManifest,
  { count, seed, resolution, batchSize = 16, onProgress, signal }: DrawLessonsOptions,
): Promise<TrainingData> {
  const [latentSize, size] = [inputs.latent.size, inputs.condition.size]
  const random = createRandom(seed, 'lessons')
  const latents = sampleLatent(random, count * latentSize)
  const conditions = new Float32Array(count * size)
  for (let i = 0; i < count; i++) {
    const asked = { tags: sampleTags(tags, random), attributes: sampleAttributes(tags, random) }
    conditions.set(encodeCondition(tags, asked), i * size)
  }
  const images = new Uint8Array(new SharedArrayBuffer(count * resolution ** 2 * 3))
  for (let done = 0; done < count; ) {
    if (signal?.aborted) throw new AnimeganError('ABORTED', `stopped after ${done} of ${count} pictures`)
    const take = Math.min(batchSize, count - done)
    const results = await session.run({
      [inputs.latent.name]: rows(latents, done, take, latentSize),
      [inputs.condition.name]: rows(conditions, done, take, size),
    })
    const drawn = results[output.name]!.data as Float32Array
    for (let i = 0; i < take; i++) {
      const planes = drawn.subarray(i * 3 * output.resolution ** 2, (i + 1) * 3 * output.resolution ** 2)
      images.set(shrink(planes, output.resolution, resolution), (done + i) * resolution ** 2 * 3)
    }
    done += take
    onProgress?.({ done, total: count })
  }
  return { size: count, resolution, tagSchema: tags, images, conditions, latents }
}

const rows = (data: Float32Array, from: number, count: number, width: number) => ({
  data: data.slice(from * width, (from + count) * width),
  shape: [count, width],
})

/** Planes of side `from` in [-1, 1] to pixels of side `to` as bytes, each the mean of a square. */
function shrink(planes: Float32Array, from: number, to: number): Uint8Array {
  const factor = from / to
  const pixels = new Uint8Array(to * to * 3)
  for (let c = 0; c < 3; c++) {
    for (let y = 0; y < to; y++) {
      for (let x = 0; x < to; x++) {
        let sum = 0
        for (let dy = 0; dy < factor; dy++) {
          for (let dx = 0; dx < factor; dx++) {
            sum += planes[(c * from + y * factor + dy) * from + x * factor + dx]!
          }
        }
        const mean = sum / (factor * factor)
        pixels[(y * to + x) * 3 + c] = Math.round((Math.min(Math.max(mean, -1), 1) + 1) * 127.5)
      }
    }
  }
  return pixels
}

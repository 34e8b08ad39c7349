import {
  createRandom,
  encodeCondition,
  sampleLatent,
  sampleTags,
  type TagSchema,
  type TensorValue,
} from '@animegan/core'
import type { TrainingConfig } from './training-config.js'

/** Pictures with their conditions, all in memory, all of one size. */
export interface TrainingData {
  /** Number of pictures. */
  readonly size: number
  /** Side of the pictures in pixels. */
  readonly resolution: number
  readonly tagSchema: TagSchema
  /** [size, resolution, resolution, 3], RGB, 0 to 255. */
  readonly images: Uint8Array
  /** [size, conditionSize], -1/+1. */
  readonly conditions: Float32Array
}

/** The pictures of one step and their tags. */
export interface RealBatch {
  /** [batch, 3, resolution, resolution], RGB in [-1, 1]. */
  images: TensorValue
  /** [batch, conditionSize]. */
  tags: TensorValue
}

/**
 * The pictures of a step. They follow from the seed and the step alone: each pass over the data is a permutation drawn
 * from a stream of its own, so a resumed run sees what an uninterrupted one would have seen.
 *
 * @param step counted from 0
 */
export function takeRealBatch(config: TrainingConfig, data: TrainingData, step: number): RealBatch {
  const { batchSize, seed } = config
  const { resolution } = data
  const plane = resolution * resolution
  const width = data.conditions.length / data.size
  const images = new Float32Array(batchSize * 3 * plane)
  const tags = new Float32Array(batchSize * width)
  const random = createRandom(seed, `flip/${step}`)
  for (let i = 0; i < batchSize; i++) {
    const position = step * batchSize + i
    const index = permutation(seed, Math.floor(position / data.size), data.size)[position % data.size]!
    const flip = config.flip && random.uniform() < 0.5
    const pixels = data.images.subarray(index * plane * 3, (index + 1) * plane * 3)
    writePlanes(images.subarray(i * plane * 3, (i + 1) * plane * 3), pixels, resolution, flip)
    tags.set(data.conditions.subarray(index * width, (index + 1) * width), i * width)
  }
  return {
    images: { data: images, shape: [batchSize, 3, resolution, resolution] },
    tags: { data: tags, shape: [batchSize, width] },
  }
}

/** Bytes of one picture, channels last, as planes in [-1, 1]. */
function writePlanes(planes: Float32Array, pixels: Uint8Array, side: number, flip: boolean): void {
  let from = 0
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = y * side + (flip ? side - 1 - x : x)
      planes[at] = pixels[from++]! / 127.5 - 1
      planes[at + side * side] = pixels[from++]! / 127.5 - 1
      planes[at + 2 * side * side] = pixels[from++]! / 127.5 - 1
    }
  }
}

let shuffled: { key: string; order: Uint32Array } | undefined

/** The order of the pictures in one pass (Fisher and Yates); the last one is remembered. */
function permutation(seed: number, epoch: number, count: number): Uint32Array {
  const key = `${seed}/${epoch}/${count}`
  if (shuffled?.key === key) return shuffled.order
  const random = createRandom(seed, `epoch/${epoch}`)
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  shuffled = { key, order }
  return order
}

/** What G is asked for. */
export interface FakeBatch {
  /** [batch, latentSize], N(0, 1). */
  latents: TensorValue
  /** [batch, conditionSize], by the paper's prior: one of each exclusive group, others with p = 0.25. */
  conditions: TensorValue
}

/**
 * Latents and tags for one update. D and G get different ones.
 *
 * @param stream distinguishes the uses of one step
 */
export function sampleFakeBatch(config: TrainingConfig, stream: string): FakeBatch {
  const { batchSize, generator, tags, seed } = config
  const random = createRandom(seed, stream)
  const conditions = new Float32Array(batchSize * generator.conditionSize)
  for (let i = 0; i < batchSize; i++) {
    const chosen = sampleTags(tags, random, { prior: 'uniform' })
    conditions.set(encodeCondition(tags, { tags: chosen }), i * generator.conditionSize)
  }
  return {
    latents: {
      data: sampleLatent(random, batchSize * generator.latentSize),
      shape: [batchSize, generator.latentSize],
    },
    conditions: { data: conditions, shape: [batchSize, generator.conditionSize] },
  }
}

/** Uniform numbers in [0, 1) for the gradient penalty of a step, stored as pictures are. */
export function samplePenaltyNoise(config: TrainingConfig, step: number): TensorValue {
  const { batchSize, generator, seed } = config
  const random = createRandom(seed, `penalty/${step}`)
  const data = new Float32Array(batchSize * 3 * generator.resolution ** 2)
  for (let i = 0; i < data.length; i++) data[i] = random.uniform()
  return { data, shape: [batchSize, 3, generator.resolution, generator.resolution] }
}

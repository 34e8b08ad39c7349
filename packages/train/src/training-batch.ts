import {
  createRandom,
  encodeCondition,
  sampleAttributes,
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
  /** [size, latentSize]: what a teacher drew the pictures from; only for distillation. */
  readonly latents?: Float32Array
}

/** The same in memory that threads share; what is there already is not copied. */
export function shareData(data: TrainingData): TrainingData {
  const shared = Object.entries(data).map(([name, value]) => [
    name,
    value instanceof Uint8Array || value instanceof Float32Array ? share(value) : value,
  ])
  return Object.fromEntries(shared) as TrainingData
}

function share<T extends Uint8Array | Float32Array>(values: T): T {
  if (values.buffer instanceof SharedArrayBuffer) return values
  const ArrayOfKind = values.constructor as new (buffer: SharedArrayBuffer) => T
  const copy = new ArrayOfKind(new SharedArrayBuffer(values.byteLength))
  copy.set(values)
  return copy
}

/** The pictures of one step and their tags. */
export interface RealBatch {
  /** [batch, 3, resolution, resolution], RGB in [-1, 1]. */
  images: TensorValue
  /** [batch, conditionSize]. */
  tags: TensorValue
}

/**
 * The pictures of a step, as `sampling.byTag` says. They follow from the seed and the step alone: each pass over the data is a
 * permutation drawn from a stream of its own, so a resumed run sees what an uninterrupted one would have seen.
 *
 * @param step counted from 0
 */
export function takeRealBatch(config: TrainingConfig, data: TrainingData, step: number): RealBatch {
  const random = createRandom(config.seed, `flip/${step}`)
  const places = drawPlaces(config, data, step, 'epoch')
  const flips = places.map(() => config.flip && random.uniform() < 0.5)
  return {
    images: takeImages(data, places, flips),
    tags: takeRows(data.conditions, data.size, places),
  }
}

/** The pictures that G has to draw in a step of a distillation, and from what. */
export interface TargetBatch extends FakeBatch {
  /** [batch, 3, resolution, resolution], RGB in [-1, 1]. */
  targets: TensorValue
}

/** A teacher's pictures with their latents and conditions, in another order than {@link takeRealBatch} has them. */
export function takeTargetBatch(config: TrainingConfig, data: TrainingData, step: number): TargetBatch {
  const places = listPlaces(config, data, step, 'targets')
  return {
    targets: takeImages(data, places),
    latents: takeRows(data.latents ?? new Float32Array(), data.size, places),
    conditions: takeRows(data.conditions, data.size, places),
  }
}

/** Which pictures a step takes: those of a pass, and in place of some of them those that show a tag. */
function drawPlaces(config: TrainingConfig, data: TrainingData, step: number, stream: string): number[] {
  const { byTag } = config.sampling
  const places = listPlaces(config, data, step, stream)
  if (byTag === 0) return places
  const lists = listByTag(data)
  const random = createRandom(config.seed, `by-tag/${stream}/${step}`)
  return places.map((place) => {
    if (random.uniform() >= byTag || lists.length === 0) return place
    const list = lists[random.integer(lists.length)]!
    return list[random.integer(list.length)]!
  })
}

const placesByTag = new WeakMap<TrainingData, number[][]>()

/** The pictures that show a tag, for each tag that any of them shows. */
function listByTag(data: TrainingData): number[][] {
  const known = placesByTag.get(data)
  if (known !== undefined) return known
  const width = data.conditions.length / data.size
  const lists = data.tagSchema.tags
    .map((_, tag) =>
      Array.from({ length: data.size }, (_, place) => place).filter(
        (place) => data.conditions[place * width + tag]! > 0,
      ),
    )
    .filter((list) => list.length > 0)
  placesByTag.set(data, lists)
  return lists
}

/** The next pictures of a pass over the data. */
function listPlaces(
  { batchSize, seed }: TrainingConfig,
  { size }: TrainingData,
  step: number,
  stream: string,
) {
  return Array.from({ length: batchSize }, (_, i) => {
    const position = step * batchSize + i
    return permutation(seed, `${stream}/${Math.floor(position / size)}`, size)[position % size]!
  })
}

function takeImages({ images, resolution }: TrainingData, places: number[], flips?: boolean[]): TensorValue {
  const plane = resolution * resolution
  const data = new Float32Array(places.length * 3 * plane)
  places.forEach((place, i) => {
    const pixels = images.subarray(place * plane * 3, (place + 1) * plane * 3)
    writePlanes(data.subarray(i * plane * 3, (i + 1) * plane * 3), pixels, resolution, flips?.[i] === true)
  })
  return { data, shape: [places.length, 3, resolution, resolution] }
}

function takeRows(rows: Float32Array, count: number, places: number[]): TensorValue {
  const width = rows.length / count
  const data = new Float32Array(places.length * width)
  places.forEach((place, i) => {
    data.set(rows.subarray(place * width, (place + 1) * width), i * width)
  })
  return { data, shape: [places.length, width] }
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

const shuffled = new Map<string, Uint32Array>()

/** The order of the pictures in one pass (Fisher and Yates); the last ones are remembered. */
export function permutation(seed: number, stream: string, count: number): Uint32Array {
  const key = `${seed}/${stream}/${count}`
  const known = shuffled.get(key)
  if (known !== undefined) return known
  const random = createRandom(seed, stream)
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  for (let i = count - 1; i > 0; i--) {
    const j = random.integer(i + 1)
    ;[order[i], order[j]] = [order[j]!, order[i]!]
  }
  if (shuffled.size >= 4) shuffled.delete(shuffled.keys().next().value!)
  shuffled.set(key, order)
  return order
}

/** What G is asked for. */
export interface FakeBatch {
  /** [batch, latentSize], N(0, 1). */
  latents: TensorValue
  /** [batch, conditionSize], by the paper's prior: one of each exclusive group, others with p = 0.25; attributes uniform. */
  conditions: TensorValue
}

/**
 * Latents and tags for one step.
 *
 * @param stream distinguishes the steps
 */
export function sampleFakeBatch(config: TrainingConfig, stream: string): FakeBatch {
  const { batchSize, generator, tags, seed } = config
  const random = createRandom(seed, stream)
  const conditions = new Float32Array(batchSize * generator.conditionSize)
  for (let i = 0; i < batchSize; i++) {
    const chosen = sampleTags(tags, random, { prior: 'uniform' })
    conditions.set(
      encodeCondition(tags, { tags: chosen, attributes: sampleAttributes(tags, random) }),
      i * generator.conditionSize,
    )
  }
  return {
    latents: {
      data: sampleLatent(random, batchSize * generator.latentSize),
      shape: [batchSize, generator.latentSize],
    },
    conditions: { data: conditions, shape: [batchSize, generator.conditionSize] },
  }
}

/** What G draws in a step: as {@link sampleFakeBatch}, or with the tags of pictures drawn as {@link takeRealBatch} draws them. */
export function drawFakeBatch(config: TrainingConfig, data: TrainingData, step: number): FakeBatch {
  const fakes = sampleFakeBatch(config, `fakes/${step}`)
  if (config.sampling.conditions === 'prior') return fakes
  const places = drawPlaces(config, data, step, 'conditions')
  return { latents: fakes.latents, conditions: takeRows(data.conditions, data.size, places) }
}

/** Uniform numbers in [0, 1) for the gradient penalty of a step, stored as pictures are. */
export function samplePenaltyNoise(config: TrainingConfig, step: number): TensorValue {
  const { batchSize, generator, seed } = config
  const random = createRandom(seed, `penalty/${step}`)
  const data = new Float32Array(batchSize * 3 * generator.resolution ** 2)
  for (let i = 0; i < data.length; i++) data[i] = random.uniform()
  return { data, shape: [batchSize, 3, generator.resolution, generator.resolution] }
}

import { createRandom, type TensorValue } from '@animegan/core'
import { permutation, type TrainingData } from '../training-batch.js'
import type { TaggerConfig } from './tagger-config.js'

/** Pictures and their tags. */
export interface TaggerBatch {
  /** [batch, 3, resolution, resolution], RGB in [-1, 1]. */
  images: TensorValue
  /** [batch, tags], -1/+1. */
  tags: TensorValue
}

/** How one picture is changed. */
export interface PictureChange {
  flip: boolean
  /** Pixels to the right and down, after the flip; the border is repeated. */
  right: number
  down: number
  /** Values in [-1, 1] become value * contrast + brightness, cut off at -1 and 1. */
  contrast: number
  brightness: number
}

export const unchanged: PictureChange = { flip: false, right: 0, down: 0, contrast: 1, brightness: 0 }

/**
 * The pictures of a step, changed at random. They follow from the seed and the step alone, so a resumed run sees what an
 * uninterrupted one would have seen.
 *
 * @param trained places in the data that may be trained on
 * @param step counted from 0
 */
export function takeTaggerBatch(
  config: TaggerConfig,
  data: TrainingData,
  trained: Uint32Array,
  step: number,
): TaggerBatch {
  const { seed, batchSize, augmentation } = config
  const random = createRandom(seed, `augment/${step}`)
  const reach = Math.floor(augmentation.shift * data.resolution)
  const around = (most: number) => most * (2 * random.uniform() - 1)
  const places = new Uint32Array(batchSize)
  const changes: PictureChange[] = []
  for (let i = 0; i < batchSize; i++) {
    const position = step * batchSize + i
    const order = permutation(seed, `epoch/${Math.floor(position / trained.length)}`, trained.length)
    places[i] = trained[order[position % trained.length]!]!
    changes.push({
      flip: augmentation.flip && random.uniform() < 0.5,
      right: random.integer(2 * reach + 1) - reach,
      down: random.integer(2 * reach + 1) - reach,
      contrast: 1 + around(augmentation.contrast),
      // The range from black to white is 2 wide.
      brightness: 2 * around(augmentation.brightness),
    })
  }
  return gatherBatch(data, places, changes)
}

/** Pictures at some places, unchanged unless `changes` says how. */
export function gatherBatch(
  { images, conditions, resolution, size }: TrainingData,
  places: Uint32Array,
  changes?: readonly PictureChange[],
): TaggerBatch {
  const area = 3 * resolution * resolution
  const width = conditions.length / size
  const values = new Float32Array(places.length * area)
  const tags = new Float32Array(places.length * width)
  places.forEach((place, i) => {
    const pixels = images.subarray(place * area, (place + 1) * area)
    writePlanes(values.subarray(i * area, (i + 1) * area), pixels, resolution, changes?.[i] ?? unchanged)
    tags.set(conditions.subarray(place * width, (place + 1) * width), i * width)
  })
  return {
    images: { data: values, shape: [places.length, 3, resolution, resolution] },
    tags: { data: tags, shape: [places.length, width] },
  }
}

/** Bytes of one picture, channels last, as planes in [-1, 1]. */
function writePlanes(planes: Float32Array, pixels: Uint8Array, side: number, change: PictureChange): void {
  const { flip, right, down, contrast, brightness } = change
  const inside = (place: number) => Math.min(Math.max(place, 0), side - 1)
  const cut = (value: number) => Math.min(Math.max(value * contrast + brightness, -1), 1)
  for (let y = 0; y < side; y++) {
    const row = inside(y - down) * side
    for (let x = 0; x < side; x++) {
      const column = inside(x - right)
      const from = 3 * (row + (flip ? side - 1 - column : column))
      const to = y * side + x
      for (let c = 0; c < 3; c++) planes[to + c * side * side] = cut(pixels[from + c]! / 127.5 - 1)
    }
  }
}

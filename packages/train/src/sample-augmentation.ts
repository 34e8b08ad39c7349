import { createRandom, type Random, type TensorValue } from '@animegan/core'
import type { TrainingConfig } from './training-config.js'

/**
 * Random changes that D sees on real and generated pictures alike, and through which G gets its gradient (DiffAugment, Zhao et
 * al. 2020): with few pictures, D cannot learn them by heart. Each strength is 0 for none.
 */
type Augmentation = TrainingConfig['augmentation']

/** Everything random about a batch's changes, drawn outside of the step. */
export const augmentationShapes = (batch: number, side: number) => ({
  /** Which row of the picture each row of the result is; one without a 1 lies beyond the border and becomes grey. */
  rows: [batch, side, side],
  columns: [batch, side, side],
  /** 0 in the square that is cut out. */
  mask: [batch, side, side, 1],
  /** Brightness, saturation and contrast. */
  colour: [batch, 3],
})

type Part = keyof ReturnType<typeof augmentationShapes>

/** What a step of these strengths takes, in this order. */
export function listAugmentations({ colour, translation, cutout }: Augmentation): Part[] {
  return [
    ...(colour > 0 ? (['colour'] as const) : []),
    ...(translation > 0 ? (['rows', 'columns'] as const) : []),
    ...(cutout > 0 ? (['mask'] as const) : []),
  ]
}

/**
 * Draws the changes of one batch.
 *
 * @param stream distinguishes the batches of a step
 */
export function sampleAugmentation(config: TrainingConfig, stream: string): Record<string, TensorValue> {
  const { augmentation, batchSize, generator, seed } = config
  const side = generator.resolution
  const shapes = augmentationShapes(batchSize, side)
  const draw: Record<Part, (random: Random, values: Float32Array) => void> = {
    rows: (random, values) => shift(values, side, augmentation.translation, random),
    columns: (random, values) => shift(values, side, augmentation.translation, random),
    mask: (random, values) => cutSquare(values, side, augmentation.cutout, random),
    colour: (random, values) => {
      const strength = augmentation.colour
      values[0] = strength * (random.uniform() - 0.5)
      values[1] = 1 + strength * (2 * random.uniform() - 1)
      values[2] = 1 + strength * (random.uniform() - 0.5)
    },
  }
  return Object.fromEntries(
    listAugmentations(augmentation).map((part) => {
      const shape = shapes[part]
      const data = new Float32Array(shape.reduce((a, b) => a * b, 1))
      const size = data.length / batchSize
      const random = createRandom(seed, `${stream}/${part}`)
      for (let i = 0; i < batchSize; i++) draw[part](random, data.subarray(i * size, (i + 1) * size))
      return [part, { data, shape }]
    }),
  )
}

/** A matrix [side, side] that moves rows by at most `strength` of the side. */
function shift(matrix: Float32Array, side: number, strength: number, random: Random): void {
  const most = Math.floor(strength * side)
  const by = random.integer(2 * most + 1) - most
  for (let to = 0; to < side; to++) {
    const from = to - by
    if (from >= 0 && from < side) matrix[to * side + from] = 1
  }
}

/** A mask [side, side] of ones without a square of `strength` times the side, which may reach over the border. */
function cutSquare(mask: Float32Array, side: number, strength: number, random: Random): void {
  const size = Math.floor(strength * side)
  const [top, left] = [0, 1].map(() => random.integer(side + 1) - Math.floor(size / 2)) as [number, number]
  mask.fill(1)
  for (let y = Math.max(0, top); y < Math.min(side, top + size); y++) {
    mask.fill(0, y * side + Math.max(0, left), y * side + Math.max(0, Math.min(side, left + size)))
  }
}

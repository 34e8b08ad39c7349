import type { TensorValue } from '@animegan/core'
import { ones, setBackend, type Tensor, type Tensor4D, tensor } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { augmentationInputs, augmentImages } from './augmentation.js'
import { sampleAugmentation } from './sample-augmentation.js'
import { randomTensor } from './testing/random-array.js'
import { tinyConfig } from './testing/tiny-config.js'
import type { TrainingConfig } from './training-config.js'

beforeAll(async () => {
  await setBackend('cpu')
})

const side = 16
const withStrength = (strength: Partial<TrainingConfig['augmentation']>): TrainingConfig => ({
  ...tinyConfig,
  batchSize: 40,
  augmentation: { colour: 0, translation: 0, cutout: 0, ...strength },
})
const toTensors = (values: Record<string, TensorValue>): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(values).map(([name, { data, shape }]) => [name, tensor(data as Float32Array, [...shape])]),
  )
const images = () => randomTensor([40, side, side, 3], 1, 0.5) as Tensor4D
const apply = (config: TrainingConfig, x: Tensor4D, stream = 'a') =>
  augmentImages(x, toTensors(sampleAugmentation(config, stream))).arraySync() as number[][][][]

describe('augmentImages', () => {
  it('changes nothing at strength 0 and takes no input for it', () => {
    const config = withStrength({})
    expect(augmentationInputs(config)).toEqual({})
    expect(apply(config, images())).toEqual(images().arraySync())
  })

  it('moves each picture by whole pixels, at most by the strength, and fills with grey', () => {
    const original = images().arraySync() as number[][][][]
    const moved = apply(withStrength({ translation: 0.125 }), images())
    const offsets = moved.map((picture, i) => {
      for (let dy = -2; dy <= 2; dy++) {
        for (let dx = -2; dx <= 2; dx++) {
          const fits = picture.every((row, y) =>
            row.every((pixel, x) => {
              const from = original[i]![y - dy]?.[x - dx] ?? [0, 0, 0]
              return pixel.every((value, c) => value === from[c])
            }),
          )
          if (fits) return `${dy},${dx}`
        }
      }
      return 'none'
    })
    expect(offsets).not.toContain('none')
    expect(new Set(offsets).size).toBeGreaterThan(12)
  })

  it('cuts out one square a picture', () => {
    const masked = apply(withStrength({ cutout: 0.25 }), ones([40, side, side, 3]))
    const sizes = masked.map((picture) => picture.flat().filter((pixel) => pixel[0] === 0).length)
    expect(Math.max(...sizes)).toBe(16)
    expect(Math.min(...sizes)).toBeGreaterThan(0)
    expect(new Set(masked.flat(3))).toEqual(new Set([0, 1]))
  })

  it('changes brightness, saturation and contrast of each picture, within the strength', () => {
    const grey = apply(withStrength({ colour: 0.4 }), ones([40, side, side, 3]).mul(0.25) as Tensor4D)
    const levels = grey.map((picture) => picture[0]![0]![0]!)
    expect(new Set(levels).size).toBe(40)
    for (const [i, picture] of grey.entries()) {
      expect(Math.abs(levels[i]! - 0.25)).toBeLessThanOrEqual(0.2)
      for (const value of picture.flat(2)) expect(value).toBeCloseTo(levels[i]!, 5)
    }
    // Only saturation moves the channels of a picture apart, and only contrast its pixels: both keep the mean.
    const random = apply(withStrength({ colour: 0.4 }), images())
    const meanOf = (picture: number[][][]) => picture.flat(2).reduce((a, b) => a + b, 0) / (side * side * 3)
    const shift = random.map(
      (picture, i) => meanOf(picture) - meanOf((images().arraySync() as number[][][][])[i]!),
    )
    for (const [i, level] of levels.entries()) expect(shift[i]).toBeCloseTo(level - 0.25, 4)
  })

  it('follows from seed and stream', () => {
    const config = withStrength({ colour: 0.5, translation: 0.2, cutout: 0.5 })
    expect(apply(config, images())).toEqual(apply(config, images()))
    expect(apply(config, images(), 'b')).not.toEqual(apply(config, images()))
  })
})

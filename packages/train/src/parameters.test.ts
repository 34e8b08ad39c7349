import { architecturePresets, listParameters } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { initialiseParameters, invertOrder, permute, storedParameterOrder } from './parameters.js'
import { tinyConfig, tinyDcgan, tinySrresnet } from './testing/tiny-config.js'

const { generator, discriminator } = architecturePresets['lite-64']

function moments(values: Float32Array) {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return { mean, deviation: Math.sqrt(variance) }
}

describe('initialiseParameters', () => {
  it.each([generator, discriminator, tinyDcgan])('fills all that the spec lists: %#', (spec) => {
    const arrays = initialiseParameters(spec, 1, 'normal')
    expect(Object.keys(arrays)).toEqual(listParameters(spec).map(({ name }) => name))
    for (const { name, shape, role } of listParameters(spec)) {
      expect(arrays[name]).toHaveLength(shape.reduce((a, b) => a * b, 1))
      if (role === 'weight') continue
      const constant = role === 'gamma' || role === 'variance' ? 1 : 0
      expect(new Set(arrays[name]), name).toEqual(new Set([constant]))
    }
  })

  it('normal: weights from N(0, 0.02), as the paper says', () => {
    const arrays = initialiseParameters(generator, 1, 'normal')
    for (const name of ['input.dense.weight', 'blocks.3.conv1.weight', 'upsample.1.conv.weight']) {
      const { mean, deviation } = moments(arrays[name]!)
      expect(Math.abs(mean)).toBeLessThan(0.001)
      expect(deviation).toBeCloseTo(0.02, 3)
    }
  })

  it('kaiming: the variance is 2 by the number of inputs of a sum', () => {
    const arrays = {
      ...initialiseParameters(generator, 1, 'kaiming'),
      ...initialiseParameters(discriminator, 1, 'kaiming'),
    }
    for (const [name, fanIn] of [
      ['input.dense.weight', 162],
      ['blocks.3.conv1.weight', 9 * 32],
      ['stages.2.down.weight', 16 * 32],
      ['heads.tags.weight', 128 * 4 * 4],
    ] as const) {
      const { mean, deviation } = moments(arrays[name]!)
      const expected = Math.sqrt(2 / fanIn)
      expect(Math.abs(mean) / expected, name).toBeLessThan(0.05)
      expect(deviation / expected, name).toBeGreaterThan(0.97)
      expect(deviation / expected, name).toBeLessThan(1.03)
    }
  })

  it('depends on the seed and the name, not on the network around', () => {
    const deeper = initialiseParameters({ ...tinySrresnet, blocks: 9 }, 5, 'normal')
    const arrays = initialiseParameters({ ...tinySrresnet, blocks: 2 }, 5, 'normal')
    expect(deeper['blocks.0.conv1.weight']).toEqual(arrays['blocks.0.conv1.weight'])
    expect(arrays['blocks.0.conv1.weight']).not.toEqual(arrays['blocks.1.conv1.weight'])
    const other = initialiseParameters(tinySrresnet, 6, 'normal')
    expect(other['output.conv.weight']).not.toEqual(arrays['output.conv.weight'])
  })

  it('gives the same numbers everywhere', () => {
    const weights = initialiseParameters(tinyConfig.generator, 11, 'normal')['output.conv.weight']!
    expect(Array.from(weights.subarray(0, 3))).toMatchInlineSnapshot(`
      [
        -0.0030545981135219336,
        -0.00568859139457345,
        -0.009931539185345173,
      ]
    `)
  })
})

describe('permute', () => {
  it('moves axes', () => {
    expect(Array.from(permute(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3], [1, 0]))).toEqual([1, 4, 2, 5, 3, 6])
  })

  it('stores a filter as [out, in, height, width]', () => {
    const shape = [2, 3, 4, 5]
    const filter = Float32Array.from({ length: 120 }, (_, i) => i)
    const stored = permute(filter, shape, storedParameterOrder(4))
    const at = (y: number, x: number, i: number, o: number) => ((y * 3 + x) * 4 + i) * 5 + o
    expect(stored[0]).toBe(at(0, 0, 0, 0))
    expect(stored[1]).toBe(at(0, 1, 0, 0))
    expect(stored[3]).toBe(at(1, 0, 0, 0))
    expect(stored[6]).toBe(at(0, 0, 1, 0))
    expect(stored[24]).toBe(at(0, 0, 0, 1))
  })

  it('is undone by the inverse order', () => {
    const shape = [2, 3, 4, 5]
    const values = Float32Array.from({ length: 120 }, (_, i) => i)
    for (const order of [
      [3, 2, 0, 1],
      [1, 2, 3, 0],
      [0, 1, 2, 3],
      [2, 0, 3, 1],
    ]) {
      const moved = permute(values, shape, order)
      const movedShape = order.map((axis) => shape[axis]!)
      expect(permute(moved, movedShape, invertOrder(order))).toEqual(values)
    }
  })
})

describe('storedParameterOrder', () => {
  it('leaves vectors and matrices as they are', () => {
    expect(storedParameterOrder(1)).toEqual([0])
    expect(storedParameterOrder(2)).toEqual([0, 1])
    expect(storedParameterOrder(4)).toEqual([3, 2, 0, 1])
  })
})

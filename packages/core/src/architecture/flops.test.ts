import { describe, expect, it } from 'vitest'
import { countFlops } from './flops.js'
import { architecturePresets } from './presets.js'

describe('countFlops', () => {
  it('agrees with a count by hand of tiny-32', () => {
    const dense = 162 * 8 * 8 * 8
    const blocks = 2 * 2 * 9 * 8 * 8 * 8 ** 2
    const upsample = 9 * 8 * 32 * 8 ** 2 + 9 * 8 * 32 * 16 ** 2
    const output = 9 * 8 * 3 * 32 ** 2
    expect(countFlops(architecturePresets['tiny-32'].generator)).toBe(
      2 * (dense + blocks + upsample + output),
    )
  })

  it('agrees with a count by hand of its discriminator', () => {
    const first = 16 * 3 * 8 * 16 ** 2 + 2 * 9 * 8 * 8 * 16 ** 2
    const second = 16 * 8 * 16 * 8 ** 2 + 2 * 9 * 16 * 16 * 8 ** 2
    const third = 9 * 16 * 32 * 4 ** 2 + 2 * 9 * 32 * 32 * 4 ** 2
    const heads = 32 * 4 * 4 * 35
    expect(countFlops(architecturePresets['tiny-32'].discriminator)).toBe(
      2 * (first + second + third + heads),
    )
  })

  it('agrees with a count by hand of DCGAN', () => {
    const dense = 162 * 1024 * 16
    const hidden = [0, 1, 2, 3].map((i) => 16 * (1024 / 2 ** i) * (512 / 2 ** i) * (4 * 2 ** i) ** 2)
    const output = 16 * 64 * 3 * 64 ** 2
    const sum = hidden.reduce((a, b) => a + b, dense + output)
    expect(countFlops(architecturePresets['dcgan-128'].generator)).toBe(2 * sum)
  })

  it('puts Amaryllis at 2.7 GFLOPs a face', () => {
    expect(countFlops(architecturePresets['amaryllis-128'].generator) / 1e9).toBeCloseTo(2.72, 2)
  })
})

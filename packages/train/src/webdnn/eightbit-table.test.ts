import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { eightbitTable } from './eightbit-table.js'

test('has 128 rising magnitudes from 0 to 1', () => {
  expect(eightbitTable).toHaveLength(128)
  expect([eightbitTable[0], eightbitTable[127]]).toEqual([0, 1])
  expect(eightbitTable.every((value, i) => i === 0 || value > eightbitTable[i - 1]!)).toBe(true)
})

test('halves its steps with every decade down', () => {
  const decade = (from: number, to: number) =>
    eightbitTable.filter((value) => value > from && value < to).length
  expect([1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1].map((low) => decade(low, low * 10))).toEqual([
    2, 4, 8, 16, 32, 64,
  ])
  expect(eightbitTable[1]).toBeCloseTo(2.75e-6, 12)
  expect(eightbitTable[94]).toBeCloseTo(0.4445312, 6)
  expect(eightbitTable[126]).toBeCloseTo(0.9914062, 6)
})

const layoutFile = new URL('../../../../../shared/amaryllis/layout.json', import.meta.url)

test.skipIf(!existsSync(layoutFile))('agrees with the known table (needs ../shared/amaryllis)', () => {
  const known = JSON.parse(readFileSync(layoutFile, 'utf8')) as { decode_table: number[] }
  for (const [i, value] of known.decode_table.entries()) {
    expect(Math.abs(eightbitTable[i]! - value)).toBeLessThanOrEqual(1.6e-7 * value)
  }
})

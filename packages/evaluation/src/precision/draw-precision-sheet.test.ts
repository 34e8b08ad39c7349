import { animeTags } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { figureColors } from '../figures/figure-colors.js'
import { drawPrecisionSheet, type JudgedImages } from './draw-precision-sheet.js'
import { summarizeTagPrecision } from './summarize-tag-precision.js'

const picture = { width: 64, height: 64, data: new Uint8ClampedArray(4 * 64 * 64).fill(255) }

function draw(shows: readonly boolean[]) {
  const judged: JudgedImages[] = [{ id: 'hat', images: shows.map((shows) => ({ picture, shows })) }]
  const shown = shows.filter(Boolean).length
  const precision = summarizeTagPrecision({
    ...{ schema: animeTags, images: shows.length, seed: 0, judge: { kind: 'hand' } },
    counts: [{ id: 'hat', asked: shows.length, shown }],
  })
  return drawPrecisionSheet({ precision, schema: animeTags, judged })
}

/** Pixels of a colour like "#1a7f37". */
function countPixels({ data }: ReturnType<typeof draw>, color: string): number {
  const wanted = [1, 3, 5].map((start) => Number.parseInt(color.slice(start, start + 2), 16))
  let count = 0
  for (let i = 0; i < data.length; i += 4) if (wanted.every((value, k) => data[i + k] === value)) count++
  return count
}

describe('drawPrecisionSheet', () => {
  it('marks hits and misses, as many as there are', () => {
    const [all, half, none] = [
      [true, true],
      [true, false],
      [false, false],
    ].map(draw)
    const { right, wrong } = figureColors
    expect([countPixels(all!, wrong), countPixels(none!, right)]).toEqual([0, 0])
    expect(countPixels(half!, right)).toBe(countPixels(all!, right) / 2)
    expect(countPixels(half!, wrong)).toBe(countPixels(none!, wrong) / 2)
    expect(countPixels(half!, right)).toBeGreaterThan(100)
  })

  it('refuses to draw nothing', () => {
    expect(() => draw([])).toThrow('expected at least one picture')
  })
})

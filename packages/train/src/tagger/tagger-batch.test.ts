import { describe, expect, it } from 'vitest'
import { tinyData } from '../testing/tiny-config.js'
import { tinyTagger } from '../testing/tiny-tagger.js'
import { gatherBatch, takeTaggerBatch, unchanged } from './tagger-batch.js'

const data = tinyData()
const side = data.resolution
/** Value of a channel of picture 2 as it is in the data. */
const valueAt = (x: number, y: number, c: number) =>
  data.images[(2 * side * side + y * side + x) * 3 + c]! / 127.5 - 1
const change = (how: Partial<typeof unchanged>) => {
  const { images } = gatherBatch(data, Uint32Array.of(2), [{ ...unchanged, ...how }])
  return (x: number, y: number, c: number) => images.data[c * side * side + y * side + x]
}

describe('gatherBatch', () => {
  it('gives planes in [-1, 1] and the tags of the same pictures', () => {
    const { images, tags } = gatherBatch(data, Uint32Array.of(7, 2))
    expect(images.shape).toEqual([2, 3, side, side])
    expect(tags.shape).toEqual([2, 7])
    expect(tags.data).toEqual(
      Float32Array.of(...data.conditions.slice(49, 56), ...data.conditions.slice(14, 21)),
    )
    for (const [x, y, c] of [
      [0, 0, 0],
      [5, 3, 1],
      [15, 15, 2],
    ] as const) {
      expect(images.data[(3 + c) * side * side + y * side + x]).toBeCloseTo(valueAt(x, y, c), 6)
    }
  })

  it('flips, then moves and repeats the border', () => {
    const flipped = change({ flip: true })
    expect(flipped(0, 4, 1)).toBeCloseTo(valueAt(15, 4, 1), 6)
    const moved = change({ flip: true, right: 2, down: -1 })
    expect(moved(7, 4, 2)).toBeCloseTo(valueAt(10, 5, 2), 6)
    expect(moved(0, 15, 0)).toBeCloseTo(valueAt(15, 15, 0), 6)
  })

  it('changes contrast and brightness inside [-1, 1]', () => {
    const bright = change({ contrast: 0.5, brightness: 0.2 })
    expect(bright(3, 4, 0)).toBeCloseTo(valueAt(3, 4, 0) * 0.5 + 0.2, 6)
    expect(change({ brightness: 3 })(3, 4, 0)).toBe(1)
    expect(change({ brightness: -3 })(3, 4, 0)).toBe(-1)
  })
})

describe('takeTaggerBatch', () => {
  const trained = Uint32Array.of(0, 2, 3, 5, 6, 8, 9)
  const plain = { ...tinyTagger, augmentation: { flip: false, shift: 0, brightness: 0, contrast: 0 } }
  const take = (step: number, config = plain) => takeTaggerBatch(config, data, trained, step)
  const area = 3 * side * side

  it('shows every picture that may be trained on once a pass, and no other', () => {
    const key = (images: Float32Array, i: number) => images.slice(i * area, i * area + 8).join()
    const all = gatherBatch(data, trained).images.data as Float32Array
    const known = Array.from(trained, (_, i) => key(all, i))
    const seen = [0, 1, 2, 3, 4, 5, 6].flatMap((step) => {
      const values = take(step).images.data as Float32Array
      return [0, 1, 2, 3].map((i) => known.indexOf(key(values, i)))
    })
    for (let pass = 0; pass < 4; pass++) {
      expect(seen.slice(pass * 7, pass * 7 + 7).sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
    }
    expect(seen.slice(0, 7)).not.toEqual(seen.slice(7, 14))
  })

  it('follows from seed and step', () => {
    expect(take(5, tinyTagger)).toEqual(take(5, tinyTagger))
    expect(take(5, tinyTagger)).not.toEqual(take(6, tinyTagger))
    expect(take(5, tinyTagger)).not.toEqual(take(5, { ...tinyTagger, seed: 4 }))
    expect(take(5, tinyTagger).tags).toEqual(take(5).tags)
    expect(take(5, tinyTagger).images).not.toEqual(take(5).images)
  })
})

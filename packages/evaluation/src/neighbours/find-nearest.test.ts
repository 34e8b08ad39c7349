import { describe, expect, it } from 'vitest'
import type { Features } from '../features/features.js'
import { drawFeatures } from '../testing/draw-features.js'
import { findNearest } from './find-nearest.js'

const size = 259
const rows = drawFeatures({ seed: 1, count: 700, size })
const queries = drawFeatures({ seed: 2, count: 530, size })

function* split({ features }: Features, count: number) {
  for (let i = 0; i < features.length; i += count * size) yield features.subarray(i, i + count * size)
}

/** All distances of a query, by the definition. */
function sortByDistance(query: number): { index: number; distance: number }[] {
  const at = (set: Features, row: number) => set.features.subarray(row * size, (row + 1) * size)
  const measure = (index: number) => {
    const [a, b] = [at(queries, query), at(rows, index)]
    return Math.sqrt(a.reduce((sum, value, k) => sum + (value - b[k]!) ** 2, 0))
  }
  return Array.from({ length: 700 }, (_, index) => ({ index, distance: measure(index) })).sort(
    (a, b) => a.distance - b.distance,
  )
}

describe('findNearest', () => {
  it.each([700, 300, 37])('finds what a search of all finds, in batches of %i', async (batch) => {
    const found = await findNearest(queries, split(rows, batch), { neighbours: 4 })
    expect(found).toMatchObject({ neighbours: 4, searched: 700 })
    for (const query of [0, 255, 256, 511, 512, 529]) {
      const expected = sortByDistance(query).slice(0, 4)
      expect([...found.indices.subarray(4 * query, 4 * query + 4)]).toEqual(
        expected.map(({ index }) => index),
      )
      for (const [rank, { distance }] of expected.entries()) {
        expect(found.distances[4 * query + rank]).toBeCloseTo(distance, 6)
      }
    }
  })

  it('gives equal rows a distance of 0, and the first of them', async () => {
    const twice = [rows.features, rows.features]
    const { indices, distances } = await findNearest(rows, twice, { neighbours: 2 })
    expect([...indices.subarray(2 * 345, 2 * 346)]).toEqual([345, 1045])
    expect(distances.every((distance) => distance === 0)).toBe(true)
  })

  it('passes over what a query itself is', async () => {
    const own = Int32Array.from({ length: 700 }, (_, i) => i)
    const { indices, distances } = await findNearest(rows, split(rows, 128), { own })
    expect(indices.some((index, query) => index === query)).toBe(false)
    expect(distances.every((distance) => distance > 0)).toBe(true)
  })

  it('names a row that is broken, and says when there are too few', async () => {
    const broken = rows.features.slice()
    broken[500 * size + 7] = Number.POSITIVE_INFINITY
    await expect(findNearest(queries, split({ features: broken, size }, 300))).rejects.toThrow(
      'features to search: row 500 holds Infinity at 7',
    )
    await expect(findNearest(queries, split(rows, 300), { neighbours: 701 })).rejects.toThrow('got 700')
    await expect(findNearest(queries, [], { neighbours: 0 })).rejects.toThrow('neighbours')
  })

  it('reports progress, and can be stopped', async () => {
    const progress: number[] = []
    await findNearest(queries, split(rows, 300), { onProgress: ({ done }) => progress.push(done) })
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
    expect(progress.at(-1)).toBe(700)
    const controller = new AbortController()
    const stopped = findNearest(queries, split(rows, 300), {
      signal: controller.signal,
      onProgress: ({ done }) => done >= 300 && controller.abort(),
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
  })
})

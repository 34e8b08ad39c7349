import { createRandom } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { type GroupDuplicatesOptions, groupDuplicates } from './group-duplicates.js'
import { firstMirrored, signatureLength } from './signature.js'

/** Pictures that are points: their signatures are all that is known of them, and their difference is a distance. */
function createPoints(
  points: readonly (readonly number[])[],
  pixels?: readonly string[],
): GroupDuplicatesOptions {
  const signatures = new Float32Array(points.length * signatureLength)
  points.forEach((point, index) => {
    signatures.set(point, index * signatureLength)
  })
  return {
    pixels: pixels ?? points.map((_, index) => String(index)),
    signatures,
    threshold: 1,
    compareWith: (first) => (second, mirrored) => measure(points, first, second, mirrored),
  }
}

const measure = (points: readonly (readonly number[])[], a: number, b: number, mirrored: boolean): number =>
  Math.hypot(
    ...points[a]!.map((value, i) => value - (mirrored && i >= firstMirrored ? -1 : 1) * (points[b]![i] ?? 0)),
  )

const onLine = (value: number) => [value, ...new Array(signatureLength - 1).fill(0)]

describe('groupDuplicates', () => {
  it('makes stars, not chains, of pictures; and chains of relatives', async () => {
    const { originals, differences, relatives } = await groupDuplicates(
      createPoints([0, 0.6, 1.2, 1.8, 5, 5.5].map(onLine)),
    )
    // 1.2 resembles 0.6 only, which is left out for 0: so it stays, and takes 1.8.
    expect([...originals]).toEqual([0, 0, 2, 2, 4, 4])
    expect([...differences].map((difference) => difference.toFixed(1))).toEqual([
      '0.0',
      '0.6',
      '0.0',
      '0.6',
      '0.0',
      '0.5',
    ])
    expect(relatives.list()).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ])
  })

  it('takes equal pixels together without comparing them, with the original of the first', async () => {
    const options = createPoints([0, 0.5, 0.5, 0.5, 9].map(onLine), ['a', 'b', 'b', 'a', 'c'])
    const compared: [number, number][] = []
    const { originals, differences } = await groupDuplicates({
      ...options,
      compareWith: (first) => (second, mirrored) => {
        compared.push([first, second])
        return options.compareWith(first)(second, mirrored)
      },
    })
    expect([...originals]).toEqual([0, 0, 0, 0, 4])
    expect([...differences]).toEqual([0, 0.5, 0.5, 0, 0])
    expect(compared).toEqual([[0, 1]])
  })

  it('makes relatives of mirror images, not duplicates', async () => {
    const face = onLine(3).with(firstMirrored, 4)
    const mirror = onLine(3).with(firstMirrored, -4)
    const { originals, relatives } = await groupDuplicates(createPoints([face, mirror, onLine(3)]))
    expect([...originals]).toEqual([0, 1, 2])
    expect(relatives.list()).toEqual([[0, 1], [2]])
  })

  it.each([1, 2, 3])('keeps its word on random pictures (seed %i)', async (seed) => {
    const random = createRandom(seed, 'points')
    const count = 200
    const points = Array.from({ length: count }, () =>
      Array.from({ length: signatureLength }, (_, i) => (i % 9 === 0 ? 2 * random.normal() : 0)),
    )
    const pixels = points.map((_, index) => String(index))
    for (let copy = 0; copy < 40; copy++) {
      const [from, to] = [random.integer(count), random.integer(count)]
      points[to] = points[from]!
      pixels[to] = pixels[from]!
    }
    const { originals, differences, relatives } = await groupDuplicates(createPoints(points, pixels))
    for (let index = 0; index < count; index++) {
      const original = originals[index]!
      expect(original).toBeLessThanOrEqual(index)
      expect(originals[original]).toBe(original)
      expect(differences[index]).toBeCloseTo(measure(points, original, index, false), 5)
      expect(differences[index]).toBeLessThan(1)
      for (let other = 0; other < index; other++) {
        const isNear = measure(points, other, index, false) < 1
        // Two originals are never duplicates of one another, and what is near is related.
        if (original === index && originals[other] === other) expect(isNear).toBe(false)
        if (isNear || measure(points, other, index, true) < 1)
          expect(relatives.areJoined(other, index)).toBe(true)
      }
    }
    expect(new Set(originals).size).toBeLessThan(count - 40)
  })

  it('stops when aborted', async () => {
    const signal = AbortSignal.abort()
    await expect(groupDuplicates({ ...createPoints([onLine(0)]), signal })).rejects.toMatchObject({
      code: 'ABORTED',
    })
  })
})

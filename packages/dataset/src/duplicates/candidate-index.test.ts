import { createRandom } from '@animegan/core'
import { expect, it } from 'vitest'
import { type Candidate, CandidateIndex } from './candidate-index.js'
import { firstMirrored, signatureLength } from './signature.js'

const distance = (signatures: Float32Array, first: number, second: number, mirrored: boolean): number => {
  let sum = 0
  for (let i = 0; i < signatureLength; i++) {
    const sign = mirrored && i >= firstMirrored ? -1 : 1
    sum += (signatures[first * signatureLength + i]! - sign * signatures[second * signatureLength + i]!) ** 2
  }
  return Math.sqrt(sum)
}

it('finds what a comparison of all pairs finds, straight and mirrored', () => {
  const random = createRandom(4, 'signatures')
  const count = 600
  // Clusters of ten about sixty centres, every other one turned to its mirror image.
  const centres = Array.from({ length: 60 }, () =>
    Float32Array.from({ length: signatureLength }, () => 6 * random.normal()),
  )
  const signatures = Float32Array.from({ length: count * signatureLength }, (_, at) => {
    const [index, i] = [Math.floor(at / signatureLength), at % signatureLength]
    const sign = index % 2 === 1 && i >= firstMirrored ? -1 : 1
    return sign * centres[Math.floor(index / 10)]![i]! + 0.9 * random.normal()
  })
  const index = new CandidateIndex(signatures)
  const kinds = { straight: 0, mirrored: 0 }
  for (let first = 0; first < count; first++) {
    const expected: Candidate[] = []
    for (let second = first + 1; second < count; second++) {
      const hasColor = [1, 2].every((i) => {
        const [a, b] = [first, second].map((which) => signatures[which * signatureLength + i]!)
        return Math.abs(a! - b!) <= 3.2
      })
      for (const mirrored of [false, true]) {
        if (hasColor && distance(signatures, first, second, mirrored) <= 6)
          expected.push({ index: second, mirrored })
      }
    }
    // The strips of a* let a little more through than the exact limit.
    expect(index.listAfter(first)).toEqual(expect.arrayContaining(expected))
    for (const { index: second, mirrored } of index.listAfter(first)) {
      expect(distance(signatures, first, second, mirrored)).toBeLessThan(6.001)
    }
    kinds.straight += expected.filter(({ mirrored }) => !mirrored).length
    kinds.mirrored += expected.filter(({ mirrored }) => mirrored).length
  }
  expect(kinds.straight).toBeGreaterThan(200)
  expect(kinds.mirrored).toBeGreaterThan(200)
})

import { expect, it } from 'vitest'
import { averageTagLoss } from './tag-loss-average.js'

it('begins with the first loss, forgets it quickly, and then follows slowly', () => {
  const follow = (losses: number[]) =>
    losses.reduce<number | undefined>(
      (average, loss, i) => averageTagLoss(average, { 'generator/tags': loss }, i + 1),
      undefined,
    )
  expect(follow([5])).toBe(5)
  expect(follow([5, 5, 5])).toBeCloseTo(5, 12)
  expect(follow([1000, ...Array<number>(200).fill(1)])).toBeLessThan(1.05)
  const steady = Array<number>(2000).fill(1)
  expect(follow([...steady, 2])).toBeCloseTo(1.01, 4)
})

it('is unknown for a model that has no tag loss', () => {
  expect(averageTagLoss(undefined, { 'generator/adversarial': 1 }, 1)).toBe(undefined)
  expect(averageTagLoss(3, {}, 5)).toBe(undefined)
})

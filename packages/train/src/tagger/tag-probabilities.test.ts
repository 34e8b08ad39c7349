import { grad, setBackend, type Tensor, type Tensor2D, tensor2d } from '@tensorflow/tfjs'
import { beforeAll, describe, expect, it } from 'vitest'
import { tinyConfig } from '../testing/tiny-config.js'
import { taggerLoss, tagProbabilities } from './tag-probabilities.js'

beforeAll(async () => {
  await setBackend('cpu')
})

// hair: dark light red | style (independent): hat smile | eyes: green brown
const schema = tinyConfig.tags
const logits = [1, 2, 3, -1, 0.5, 2, -2]
const rows = (x: Tensor) => x.arraySync() as number[][]
const softmaxOf = (values: number[]) => {
  const total = values.reduce((sum, value) => sum + Math.exp(value), 0)
  return values.map((value) => Math.exp(value) / total)
}
const sigmoidOf = (value: number) => 1 / (1 + Math.exp(-value))
const lossOf = (logits: number[][], tags: number[][]) =>
  taggerLoss(schema, tensor2d(logits), tensor2d(tags)).arraySync() as number

describe('tagProbabilities', () => {
  it('is a softmax inside exclusive groups and a sigmoid elsewhere', () => {
    const expected = [...softmaxOf([1, 2, 3]), sigmoidOf(-1), sigmoidOf(0.5), ...softmaxOf([2, -2])]
    rows(tagProbabilities(schema, tensor2d([logits])))[0]!.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 6)
    })
  })

  it('stays finite for enormous logits', () => {
    const [row] = rows(tagProbabilities(schema, tensor2d([[900, -900, 0, 900, -900, -900, -901]])))
    expect(row!.slice(0, 5).map((value) => Math.round(value * 1e6) / 1e6)).toEqual([1, 0, 0, 1, 0])
    expect(row![5]).toBeCloseTo(sigmoidOf(1), 6)
  })
})

describe('taggerLoss', () => {
  it('adds up cross-entropies', () => {
    const expected =
      -Math.log(softmaxOf([1, 2, 3])[1]!) -
      Math.log(1 - sigmoidOf(-1)) -
      Math.log(sigmoidOf(0.5)) -
      Math.log(softmaxOf([2, -2])[0]!)
    const tags = [-1, 1, -1, -1, 1, 1, -1]
    expect(lossOf([logits], [tags])).toBeCloseTo(expected, 5)
    expect(lossOf([logits, [0, 0, 0, 0, 0, 0, 0]], [tags, tags])).toBeCloseTo(
      (expected + Math.log(3) + 3 * Math.log(2)) / 2,
      5,
    )
  })

  it('asks nothing of a group of which a picture has no tag, and equal parts of several', () => {
    const independent = -Math.log(1 - sigmoidOf(-1)) - Math.log(1 - sigmoidOf(0.5))
    const [dark, light] = softmaxOf([1, 2, 3])
    const eyes = -Math.log(softmaxOf([2, -2])[1]!)
    expect(lossOf([logits], [[-1, -1, -1, -1, -1, -1, 1]])).toBeCloseTo(independent + eyes, 5)
    expect(lossOf([logits], [[1, 1, -1, -1, -1, -1, -1]])).toBeCloseTo(
      independent - (Math.log(dark!) + Math.log(light!)) / 2,
      5,
    )
  })

  it('has a gradient in closed form that is right', () => {
    const tags = [
      [1, 1, -1, 1, -1, -1, -1],
      [-1, -1, 1, -1, 1, 1, -1],
    ]
    const points = [logits, logits.map((value) => -value / 2)]
    const gradient = rows(grad((x) => taggerLoss(schema, x as Tensor2D, tensor2d(tags)))(tensor2d(points)))
    const h = 1e-2
    points.forEach((point, row) => {
      point.forEach((_, i) => {
        const moved = (by: number) =>
          points.map((values, r) => values.map((value, j) => (r === row && j === i ? value + by : value)))
        const slope = (lossOf(moved(h), tags) - lossOf(moved(-h), tags)) / (2 * h)
        expect(gradient[row]![i], `${row} ${i}`).toBeCloseTo(slope, 3)
      })
    })
  })

  it('is finite for enormous logits', () => {
    const far = [900, -900, 0, -900, 900, -900, 900]
    expect(lossOf([far], [[1, -1, -1, -1, 1, -1, 1]])).toBe(0)
    expect(lossOf([far], [[-1, 1, -1, 1, -1, 1, -1]])).toBe(1800 * 3 + 0 + 0)
  })
})

import { animeTags, createRandom } from '@animegan/core'
import { expect, it } from 'vitest'
import { decideBySight } from './decide-by-sight.js'

const size = 8
const width = animeTags.tags.length
const place = (id: string) => animeTags.tags.findIndex((tag) => tag.id === id)

/** A last layer by which a trace, feature 0, says that there is a hat; what people see is feature 1. */
function traceReader() {
  const weight = new Float32Array(size * width)
  weight[place('hat')] = 8
  return { 'tags.weight': weight, 'tags.bias': new Float32Array(width).fill(-6), other: new Float32Array(1) }
}

function drawFeatures(count: number, seed: number): Float32Array {
  const random = createRandom(seed, 'features')
  return Float32Array.from({ length: count * size }, () => random.uniform())
}

it('decides by what is seen in place of the trace, and leaves all else', () => {
  const parameters = traceReader()
  const features = drawFeatures(300, 1)
  const shown = Array.from({ length: 300 }, (_, row) => features[row * size + 1]! > 0.5)
  const decided = decideBySight({
    ...{ schema: animeTags, parameters, others: drawFeatures(500, 2), seed: 1 },
    seen: [{ id: 'hat', features, shown }],
  })
  const weights = Array.from(
    { length: size },
    (_, i) => decided.parameters['tags.weight']![i * width + place('hat')]!,
  )
  expect(Math.max(...weights)).toBe(weights[1])
  expect(decided.metrics.hat).toMatchObject({ support: shown.filter(Boolean).length })
  expect(decided.metrics.hat!.averagePrecision).toBeGreaterThan(0.95)

  const untouched = decided.parameters['tags.weight']!.slice()
  for (let i = 0; i < size; i++)
    untouched[i * width + place('hat')] = parameters['tags.weight'][i * width + place('hat')]!
  expect(untouched).toEqual(parameters['tags.weight'])
  expect(decided.parameters.other).toBe(parameters.other)
  expect(parameters).toEqual(traceReader())
})

it('takes pictures that surely lack the tag for such', () => {
  const features = drawFeatures(40, 3)
  const shown = Array.from({ length: 40 }, (_, row) => row % 2 === 0)
  // Where the trace is weak, the network is sure that there is no hat.
  const others = drawFeatures(400, 4)
  for (let row = 0; row < 400; row++) others[row * size] = row % 2 === 0 ? 0 : 1
  const { parameters } = decideBySight({
    ...{ schema: animeTags, parameters: traceReader(), others, seed: 1 },
    seen: [{ id: 'hat', features, shown }],
  })
  const decide = (row: Float32Array) =>
    row.reduce(
      (sum, value, i) => sum + value * parameters['tags.weight']![i * width + place('hat')]!,
      parameters['tags.bias']![place('hat')]!,
    )
  const mean = (trace: number) => {
    const rows = Array.from({ length: 400 }, (_, row) => others.subarray(row * size, (row + 1) * size))
    const logits = rows.filter((row) => row[0] === trace).map(decide)
    return logits.reduce((sum, logit) => sum + logit, 0) / logits.length
  }
  expect(mean(0)).toBeLessThan(mean(1))
})

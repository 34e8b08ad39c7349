import type { TensorValue } from '@animegan/core'

const sampleSize = 4096

/** At most 4096 numbers of the outputs, evenly spread over each: enough to tell whether another device agrees. */
export function sampleOutputs(outputs: Record<string, TensorValue>): Float32Array {
  const tensors = Object.values(outputs)
  return Float32Array.from(
    tensors.flatMap(({ data }) => {
      const length = Math.min(data.length, Math.floor(sampleSize / tensors.length))
      return Array.from({ length }, (_, i) => data[Math.floor((i * data.length) / length)]!)
    }),
  )
}

/** Pictures are in [-1, 1]: rounding stays far below both limits, and whatever an eye would notice is above one. */
const limits = { mean: 0.01, largest: 0.1 }

/** How two samples of the same outputs differ, in words; undefined when they agree. */
export function describeDifference(sample: Float32Array, expected: Float32Array): string | undefined {
  if (sample.length !== expected.length) return `${sample.length} numbers instead of ${expected.length}`
  let sum = 0
  let largest = 0
  for (const [i, value] of sample.entries()) {
    if (!Number.isFinite(value)) return `${value} instead of ${expected[i]}`
    const difference = Math.abs(value - expected[i]!)
    sum += difference
    largest = Math.max(largest, difference)
  }
  const mean = sum / sample.length
  if (mean <= limits.mean && largest <= limits.largest) return undefined
  return `${mean.toFixed(3)} off on average, ${largest.toFixed(3)} at most`
}

/** Sizes that the low 7 bits of a byte can name. */
const levels = 128

/**
 * The magnitudes in [0, 1] that WebDNN's "eightbit" encoding stores as 7 bits, float32, rising.
 *
 * Each decade from [1e-6, 1e-5] to [0.1, 1] has twice as many levels as the one below it (2 to 64), and spends half of
 * them below 0.45 of its top, half above: they are the middles of as many equal steps. 0 and 1 are added at the ends.
 * WebDNN's own table was computed in single precision; this one agrees with it to 1.6e-7 of each value.
 */
export const eightbitTable: Float32Array = buildEightbitTable()

function buildEightbitTable(): Float32Array {
  const table = [0]
  for (let top = 1e-5, steps = 1; table.length < levels - 1; top *= 10, steps *= 2) {
    for (const [low, high] of [
      [0.1, 0.45],
      [0.45, 1],
    ] as const) {
      for (let i = 0; i < steps; i++) table.push(top * (low + ((high - low) * (i + 0.5)) / steps))
    }
  }
  table.push(1)
  return Float32Array.from(table)
}

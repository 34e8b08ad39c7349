import type { Random } from '@animegan/core'
import type { FeatureBatches, Features } from '../features/features.js'

/** Rows at random of batches that somebody else reads. */
export interface RowSample {
  /** The same batches. */
  batches: AsyncIterable<Float32Array>
  /** After the last batch: the rows, and their places among all. */
  collect(): { rows: Features; places: Int32Array }
}

/** Keeps `count` rows of the batches that pass, each equally likely, or all if there are fewer (Vitter 1985, algorithm R). */
export function sampleRows(batches: FeatureBatches, size: number, count: number, random: Random): RowSample {
  const kept: { row: Float32Array; place: number }[] = []
  async function* pass() {
    let place = 0
    for await (const batch of batches) {
      for (let start = 0; start + size <= batch.length; start += size, place++) {
        const at = place < count ? place : random.integer(place + 1)
        if (at < count) kept[at] = { row: batch.slice(start, start + size), place }
      }
      yield batch
    }
  }
  return {
    batches: pass(),
    collect: () => {
      const features = new Float32Array(kept.length * size)
      for (const [i, { row }] of kept.entries()) features.set(row, i * size)
      return { rows: { features, size }, places: Int32Array.from(kept, ({ place }) => place) }
    },
  }
}

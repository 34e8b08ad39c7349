import { pause } from '../pause.js'
import { blockRows, FeatureStatistics } from './feature-statistics.js'
import type { FeatureBatches } from './features.js'

export interface CollectStatisticsOptions {
  signal?: AbortSignal | undefined
  /** Called with the number of rows so far. */
  onProgress?: ((progress: { done: number }) => void) | undefined
}

/**
 * Mean and covariance of all rows of some batches. Holds one batch and the statistics, 8 * size * size bytes.
 *
 * Throws what `FeatureStatistics` throws, and `ABORTED`.
 */
export async function collectStatistics(
  batches: FeatureBatches,
  size: number,
  { signal, onProgress }: CollectStatisticsOptions = {},
): Promise<FeatureStatistics> {
  const statistics = new FeatureStatistics(size)
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += blockRows * size) {
      await pause(signal, 'collecting statistics')
      statistics.add(batch.subarray(start, start + blockRows * size))
      onProgress?.({ done: statistics.count })
    }
  }
  return statistics
}

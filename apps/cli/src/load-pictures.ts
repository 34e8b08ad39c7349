import type { TagSchema } from '@animegan/core'
import type { TrainingData } from '@animegan/train'
import { createTerminalProgress } from './terminal-progress.js'

/** Reads the pictures of an image folder that training may see, its split `train`, with progress. Throws what `loadTrainingData` throws. */
export async function loadPictures(
  folder: string,
  resolution: number,
  schema: TagSchema,
  signal: AbortSignal,
): Promise<TrainingData> {
  const { loadTrainingData } = await import('@animegan/dataset')
  const onProgress = createTerminalProgress('pictures')
  try {
    return await loadTrainingData(folder, { resolution, schema, split: 'train', signal, onProgress })
  } finally {
    onProgress.clear()
  }
}

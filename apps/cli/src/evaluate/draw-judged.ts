import type { DrawJudgingImagesOptions } from '@animegan/evaluation'
import { createTerminalProgress } from '../terminal-progress.js'
import { identifyModel } from './identities.js'
import { type ModelFlags, openModel } from './open-model.js'

/** What decides the images besides the model. */
export interface DrawJudgedFlags
  extends ModelFlags,
    Pick<DrawJudgingImagesOptions, 'images' | 'seed' | 'truncation'> {
  out: string
  /** Names of tags, separated by commas. */
  tags?: string | undefined
}

/** Draws the images that are to be judged and are not there yet. Throws as `openModel` and `drawJudgingImages` do. */
export async function drawJudged(flags: DrawJudgedFlags, signal: AbortSignal): Promise<void> {
  const { out, images, seed, truncation } = flags
  const { drawJudgingImages } = await import('@animegan/evaluation')
  const { assertWritable, drawSheet, encodePng } = await import('@animegan/runtime-node')
  await assertWritable(`${out}/judging.json`)
  await using model = await openModel(flags, signal)
  const onProgress = createTerminalProgress('images')
  await drawJudgingImages(out, {
    ...{ images, seed, truncation, signal, onProgress },
    tags: flags.tags?.split(/[,、，]/).filter((name) => name.trim() !== ''),
    manifest: model.manifest,
    model: identifyModel(model),
    draw: async (plans, signal) => {
      const faces = await model.generator.generate({ plans, signal })
      return faces.map((face) => encodePng(drawSheet([face])))
    },
  }).finally(onProgress.clear)
}

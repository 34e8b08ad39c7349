import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { type FacePlan, throwIfAborted, type WeightsManifest } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import type { ModelIdentity } from '../metrics/identities.js'
import { defaultTagImages, type PlanTagImagesOptions, planTagImages } from '../precision/plan-tag-images.js'
import { type JudgingSettings, readJudgingSettings, writeJudgingSettings } from './judging-settings.js'

export interface DrawJudgingImagesOptions extends PlanTagImagesOptions {
  /** Of the generator. */
  manifest: WeightsManifest
  model: ModelIdentity
  /** Draws a PNG for each plan. */
  draw: (plans: readonly FacePlan[], signal?: AbortSignal) => Promise<readonly Uint8Array[]>
  signal?: AbortSignal | undefined
  /** In images of all tags; those that were there count as done. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** How many are drawn before they are written. */
const batchSize = 16

/** Where an image is, below the folder. @param number from 1 */
export const judgingImagePath = (tag: string, number: number): string =>
  `images/${tag}/${String(number).padStart(4, '0')}.png`

/**
 * Draws the images of the paper's Table 2 into a folder, to be judged there by hand. Those that are there already stay as
 * they are, so that it can be stopped and gone on with; what is not given is as it was the last time.
 *
 * Throws `INVALID_OPTION` when the folder holds something else or images of another model, seed or truncation, `NOT_WRITABLE`,
 * `ABORTED`, and what `planTagImages` and `draw` throw.
 */
export async function drawJudgingImages(folder: string, options: DrawJudgingImagesOptions): Promise<void> {
  const { manifest, model, draw, signal, onProgress } = options
  const before = await readJudgingSettings(folder)
  const { tags = before?.asked, images = before?.images ?? defaultTagImages } = options
  const { seed = before?.seed ?? 0, truncation = before?.truncation } = options
  const planned = planTagImages(manifest, { tags, images, seed, truncation })
  const asked = planned.map(({ id }) => id)
  await writeJudgingSettings(folder, {
    ...{ schema: 'animegan.judging/1', model, seed, images, asked, tags: manifest.tags },
    ...(truncation === undefined ? {} : { truncation }),
  })
  let done = 0
  const total = images * planned.length
  for (const { id, plans } of planned) {
    const missing = await listMissing(folder, id, images)
    done += images - missing.length
    onProgress?.({ done, total })
    for (let start = 0; start < missing.length; start += batchSize) {
      throwIfAborted(signal, 'drawing')
      const numbers = missing.slice(start, start + batchSize)
      const drawn = await draw(
        numbers.map((number) => plans[number - 1]!),
        signal,
      )
      for (const [i, number] of numbers.entries()) {
        await writeFileAtomic(join(folder, judgingImagePath(id, number)), drawn[i]!)
      }
      done += numbers.length
      onProgress?.({ done, total })
    }
  }
}

/** How many of the images that are to be judged are not in the folder. */
export async function countMissing(folder: string, { asked, images }: JudgingSettings): Promise<number> {
  let missing = 0
  for (const tag of asked) missing += (await listMissing(folder, tag, images)).length
  return missing
}

/** Numbers, from 1. */
async function listMissing(folder: string, tag: string, images: number): Promise<number[]> {
  const numbers = Array.from({ length: images }, (_, i) => i + 1)
  const isThere = (number: number) =>
    access(join(folder, judgingImagePath(tag, number))).then(
      () => true,
      () => false,
    )
  const there = await Promise.all(numbers.map(isThere))
  return numbers.filter((_, i) => !there[i])
}

import { type Face, toRgba } from '@animegan/core'
import type { PlanTagImagesOptions, TagVerdicts } from '@animegan/evaluation'
import type { JudgedImages } from '@animegan/evaluation/figures'
import type { OpenedModel } from './open-model.js'

/** Images of a tag that are shown; the others are only counted. */
const mostShown = 20

/** The first images of a tag, as bytes, and whether each shows it. */
export function joinVerdicts({ id, seen }: TagVerdicts, faces: readonly Face[]): JudgedImages {
  const images = faces.slice(0, mostShown).map((face, i) => ({
    picture: { width: face.width, height: face.height, data: toRgba(face) },
    shows: seen[i]!.includes(id),
  }))
  return { id, images }
}

/** Draws the first images of a tag again that was judged earlier. Throws as `planTagImages` and `generate` do. */
export async function redrawJudged(
  { generator, manifest }: OpenedModel,
  verdicts: TagVerdicts,
  options: Pick<PlanTagImagesOptions, 'seed' | 'truncation'>,
  signal: AbortSignal | undefined,
): Promise<JudgedImages> {
  const { planTagImages } = await import('@animegan/evaluation')
  const images = Math.min(verdicts.seen.length, mostShown)
  const planned = planTagImages(manifest, { ...options, tags: [verdicts.id], images })
  const plans = planned.flatMap((tag) => tag.plans)
  return joinVerdicts(verdicts, await generator.generate({ plans, signal }))
}

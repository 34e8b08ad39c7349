import type { ModelIdentity } from '../metrics/identities.js'
import { summarizeTagPrecision } from '../precision/summarize-tag-precision.js'
import type { TagPrecision } from '../precision/tag-precision.js'
import { type Judgements, readJudgements } from './judgements.js'
import { type JudgingSettings, requireJudgingSettings } from './judging-settings.js'

/** Precision per tag as a person saw it. JSON as it stands. */
export interface HandPrecision extends TagPrecision {
  model: ModelIdentity
}

/**
 * The paper's Table 2 from what was judged by hand in a folder so far, whether or not somebody judges there now.
 *
 * Throws `INVALID_DATA` when nothing was drawn there, or a file is wrong.
 */
export async function summarizeJudging(folder: string): Promise<HandPrecision> {
  const settings = await requireJudgingSettings(folder)
  const counts = countJudgements(settings, await readJudgements(folder))
  const { images, seed, truncation, tags: schema, model } = settings
  const judge = { kind: 'hand' } as const
  return { ...summarizeTagPrecision({ images, seed, truncation, judge, schema, counts }), model }
}

/** Judged images of each tag that is asked for, and those of them that show it. */
function countJudgements(
  { asked, images }: JudgingSettings,
  judgements: Judgements,
): { id: string; asked: number; shown: number }[] {
  return asked.map((id) => {
    const judged = [...(judgements.get(id) ?? [])].filter(([number]) => number <= images)
    return { id, asked: judged.length, shown: judged.filter(([, shows]) => shows).length }
  })
}

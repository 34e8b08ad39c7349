import { InvalidInputError } from '@animegan/core'
import type { PrecisionEntry } from '@animegan/evaluation'
import type { ReportModel } from './report-models.js'
import { formatModel } from './result-output.js'

/**
 * What people judged with `animegan evaluate judge`, of the models of a report. Throws `INVALID_OPTION` for a folder whose images were drawn by
 * none of them, and as `summarizeJudging` does.
 */
export async function readJudged(
  folders: readonly string[],
  models: readonly ReportModel[],
): Promise<PrecisionEntry[]> {
  const { summarizeJudging } = await import('@animegan/evaluation')
  const entries: PrecisionEntry[] = []
  for (const folder of folders) {
    const { model, ...precision } = await summarizeJudging(folder)
    const judged = models.find(({ model: { sha256 } }) => sha256 === model.sha256)
    if (judged === undefined) {
      throw new InvalidInputError(
        'INVALID_OPTION',
        `--judged: the images in ${folder} are of ${formatModel(model, undefined)}, which is not among --weights; name it there too`,
      )
    }
    entries.push({ ...precision, model: judged.id })
  }
  return entries
}

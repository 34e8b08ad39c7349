import { join } from 'node:path'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Reject } from '../stages/rejects.js'
import { runItemStage } from '../stages/run-item-stage.js'
import type { Shard } from '../stages/shard.js'
import type { CorpusStage, ItemStage, StageContext } from '../stages/stage.js'
import { publishDataset } from './publish-dataset.js'

/** Any stage of a pipeline. */
export type PipelineStage = ItemStage<unknown> | CorpusStage

/** How far a build is. */
export interface BuildProgress {
  /** Place of the stage, from 1, and its name. */
  stage: number
  stages: number
  name: string
  done: number
  total: number
}

export interface BuildDatasetOptions {
  /** The folder of the data set. What stages have computed is kept below it in `.pipeline`. */
  out: string
  /** Do only a part of the work that is done item by item, so that several machines can share it. */
  shard?: Shard | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((progress: BuildProgress) => void) | undefined
}

/** Records and rejects after each stage. */
export interface StageCount {
  name: string
  records: number
  rejects: number
}

/** What came of a build. */
export type BuildOutcome =
  | { complete: true; records: ImageRecord[]; rejects: Reject[]; counts: StageCount[] }
  /** The stage waits for items that belong to other shards. */
  | { complete: false; stage: string; pending: number }

const isItemStage = (stage: PipelineStage): stage is ItemStage<unknown> => 'process' in stage

/**
 * Runs stages one after the other and writes what comes out as an image folder: images/, metadata.jsonl, rejects.jsonl.
 * Whatever was computed before, by this or another process, with the same settings on the same items, is not computed again;
 * so a build can be stopped or killed at any point and called again, and its bytes are those of an undisturbed one.
 *
 * With a shard, stages that follow one another item by item are done for the shard's items; the first stage that needs
 * all records waits until the other shards have done theirs. Whoever finds all of it done goes on and finishes.
 *
 * Throws `ABORTED`, `NOT_WRITABLE`, and what stages throw.
 */
export async function buildDataset(
  stages: readonly PipelineStage[],
  options: BuildDatasetOptions,
): Promise<BuildOutcome> {
  const { out, shard, signal, onProgress } = options
  const work = join(out, '.pipeline')
  const context: StageContext = { folder: work, journal: join(work, 'journal'), signal }
  const report = (stage: PipelineStage) => (progress: { done: number; total: number }) =>
    onProgress?.({ stage: stages.indexOf(stage) + 1, stages: stages.length, name: stage.name, ...progress })

  let records: ImageRecord[] = []
  let own: ImageRecord[] | undefined
  let pending = 0
  const rejects: Reject[] = []
  const counts: StageCount[] = []
  for (const [index, stage] of stages.entries()) {
    if (!isItemStage(stage)) {
      report(stage)({ done: 0, total: 1 })
      const result = await stage.apply(records, context)
      report(stage)({ done: 1, total: 1 })
      own = undefined
      records = result.records
      rejects.push(...result.rejects)
      counts.push({ name: stage.name, records: records.length, rejects: result.rejects.length })
      continue
    }
    if (shard !== undefined) {
      const part = own === undefined ? shard : undefined
      const done = await runItemStage(stage, own ?? records, { ...context, part, onProgress: report(stage) })
      own = done.own
    }
    const part = shard === undefined ? undefined : 'none'
    const onItem = shard === undefined ? report(stage) : undefined
    const result = await runItemStage(stage, records, { ...context, part, onProgress: onItem })
    records = result.records
    rejects.push(...result.rejects)
    counts.push({ name: stage.name, records: records.length, rejects: result.rejects.length })
    pending += result.pending
    const next = stages[index + 1]
    if (pending > 0 && (next === undefined || !isItemStage(next))) {
      return { complete: false, stage: next?.name ?? 'publishing', pending }
    }
  }
  await publishDataset(work, out, records, rejects)
  return { complete: true, records, rejects, counts }
}

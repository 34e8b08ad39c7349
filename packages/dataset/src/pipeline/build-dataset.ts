import { join } from 'node:path'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Reject } from '../stages/rejects.js'
import { type ItemStageOutcome, type RunItemStageOptions, runItemStage } from '../stages/run-item-stage.js'
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
  /** Where pictures come from: stages that take no records. What they make stands in their order. */
  sources: readonly ItemStage<unknown>[]
  /** What is done with the records of all sources, one stage after the other. */
  stages: readonly PipelineStage[]
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
 * Imports from all sources, runs the stages and writes what comes out as an image folder: images/, metadata.jsonl, rejects.jsonl.
 * Whatever was computed before, by this or another process, with the same settings on the same items, is not computed again;
 * so a build can be stopped or killed at any point and called again, and its bytes are those of an undisturbed one.
 *
 * With a shard, stages that follow one another item by item are done for the shard's items; the first stage that needs
 * all records waits until the other shards have done theirs. Whoever finds all of it done goes on and finishes.
 *
 * Throws `ABORTED`, `NOT_WRITABLE`, and what stages throw. The stages are not disposed of.
 */
export async function buildDataset(options: BuildDatasetOptions): Promise<BuildOutcome> {
  const { sources, stages, out, shard, signal, onProgress } = options
  const work = join(out, '.pipeline')
  const context: StageContext = { folder: work, journal: join(work, 'journal'), signal }
  const total = sources.length + stages.length
  const rejects: Reject[] = []
  const counts: StageCount[] = []
  let records: ImageRecord[] = []
  /** The records that this shard works on next; undefined for its part of all. */
  let own: ImageRecord[] | undefined
  let pending = 0
  for (const step of [sources, ...stages.map((stage) => [stage])]) {
    const made: ImageRecord[] = []
    const ownMade: ImageRecord[] = []
    for (const stage of step) {
      const { name } = stage
      if (!isItemStage(stage) && pending > 0) return { complete: false, stage: name, pending }
      const report = (progress: { done: number; total: number }) =>
        onProgress?.({ stage: counts.length + 1, stages: total, name, ...progress })
      const result = isItemStage(stage)
        ? await runPart(stage, records, own, { ...context, part: shard, onProgress: report })
        : await runWhole(stage, records, context, report)
      made.push(...result.records)
      ownMade.push(...result.own)
      pending += result.pending
      rejects.push(...result.rejects)
      counts.push({ name, records: result.records.length, rejects: result.rejects.length })
    }
    records = made
    own = shard !== undefined && step.every(isItemStage) ? ownMade : undefined
  }
  if (pending > 0) return { complete: false, stage: 'publishing', pending }
  await publishDataset(work, out, records, rejects)
  return { complete: true, records, rejects, counts }
}

/** Works on a shard's items, and then gives all results that there are; without a shard, both are the same. */
async function runPart(
  stage: ItemStage<unknown>,
  records: readonly ImageRecord[],
  own: readonly ImageRecord[] | undefined,
  options: RunItemStageOptions,
): Promise<ItemStageOutcome> {
  if (options.part === undefined) return runItemStage(stage, records, options)
  const part = own === undefined ? options.part : undefined
  const done = await runItemStage(stage, own ?? records, { ...options, part })
  const known = await runItemStage(stage, records, { ...options, part: 'none', onProgress: undefined })
  return { ...known, own: done.own }
}

async function runWhole(
  stage: CorpusStage,
  records: readonly ImageRecord[],
  context: StageContext,
  report: (progress: { done: number; total: number }) => void,
): Promise<ItemStageOutcome> {
  report({ done: 0, total: 1 })
  const result = await stage.apply(records, { ...context, onProgress: report })
  report({ done: 1, total: 1 })
  return { ...result, own: [], pending: 0 }
}

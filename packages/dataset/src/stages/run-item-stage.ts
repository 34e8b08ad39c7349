import { throwIfAborted } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { isInShard, type Shard } from './shard.js'
import type { ItemStage, StageContext, StageItem, StageResult } from './stage.js'
import { StageJournal } from './stage-journal.js'

export interface RunItemStageOptions extends StageContext {
  /** Work only on this part of the items; `none` only reads the journal. Default: on all. */
  part?: Shard | 'none' | undefined
  /** Items that have a result, of those that this call works on. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** What came of a stage. */
export interface ItemStageOutcome extends StageResult {
  /** The records that came of this call's part of the items. */
  own: ImageRecord[]
  /** Items without a result, because they belong to other parts: 0 when the stage is complete. */
  pending: number
}

/**
 * Works on every item that the journal does not know yet, and gives all results in the order of the items. It can be
 * stopped at any point, killed too, and called again. The stage is not disposed of.
 *
 * Throws `ABORTED`, `NOT_WRITABLE`, and what the stage throws for reasons that are not an item's.
 */
export async function runItemStage<Input>(
  stage: ItemStage<Input>,
  records: readonly ImageRecord[],
  { part, onProgress, ...context }: RunItemStageOptions,
): Promise<ItemStageOutcome> {
  await using journal = await StageJournal.open(context.journal, stage.name, stage.settings, context.folder)
  const items: StageItem<Input>[] = []
  for await (const item of stage.list(records, context)) {
    throwIfAborted(context.signal, stage.name)
    items.push(item)
  }
  const mine = part === 'none' ? [] : items.filter(({ key }) => part === undefined || isInShard(key, part))
  await work(stage, mine, journal, context, onProgress)
  const resultsOf = (some: readonly StageItem<Input>[]) => some.map(({ key }) => journal.results.get(key))
  const results = resultsOf(items)
  return {
    records: results.flatMap((result) => result?.records ?? []),
    rejects: results.flatMap((result) => result?.rejects ?? []),
    own: resultsOf(mine).flatMap((result) => result?.records ?? []),
    pending: results.filter((result) => result === undefined).length,
  }
}

async function work<Input>(
  stage: ItemStage<Input>,
  items: readonly StageItem<Input>[],
  journal: StageJournal,
  context: StageContext,
  onProgress: RunItemStageOptions['onProgress'],
): Promise<void> {
  const open = new Map(items.filter(({ key }) => !journal.results.has(key)).map((item) => [item.key, item]))
  const queue = open.values()
  let done = items.length - open.size
  let stopped = false
  onProgress?.({ done, total: items.length })
  const serve = async () => {
    // All servers draw from one iterator, so each item is taken once.
    for (const { key, input } of queue) {
      if (stopped) return
      throwIfAborted(context.signal, stage.name)
      await journal.add(key, await stage.process(input, context))
      onProgress?.({ done: ++done, total: items.length })
    }
  }
  const stopping = () =>
    serve().catch((error: unknown) => {
      stopped = true
      throw error
    })
  const servers = Math.min(stage.concurrency, open.size)
  const outcomes = await Promise.allSettled(Array.from({ length: servers }, stopping))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

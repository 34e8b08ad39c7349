import { throwIfAborted } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { isInShard, type Shard } from './shard.js'
import type { ItemStage, StageContext, StageItem, StageResult } from './stage.js'
import { StageJournal } from './stage-journal.js'

export interface RunItemStageOptions extends StageContext {
  /** Work only on this part of the items. */
  shard?: Shard | undefined
  /** Items that have a result, of all that this call works on. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** What came of a stage. */
export interface ItemStageOutcome extends StageResult {
  /** Items without a result, because they belong to other shards: 0 when the stage is complete. */
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
  { shard, onProgress, ...context }: RunItemStageOptions,
): Promise<ItemStageOutcome> {
  const { signal } = context
  await using journal = await StageJournal.open(context.journal, stage.name, stage.settings, context.folder)
  const items = await collect(stage.list(records, context), () => throwIfAborted(signal, stage.name))
  const mine = shard === undefined ? items : items.filter(({ key }) => isInShard(key, shard))
  const open = new Map(mine.filter(({ key }) => !journal.results.has(key)).map((item) => [item.key, item]))
  let done = mine.length - open.size
  onProgress?.({ done, total: mine.length })

  const queue = [...open.values()]
  let next = 0
  let stopped = false
  const work = async () => {
    while (next < queue.length && !stopped) {
      throwIfAborted(signal, stage.name)
      const { key, input } = queue[next++]!
      await journal.add(key, await stage.process(input, context))
      onProgress?.({ done: ++done, total: mine.length })
    }
  }
  const stopping = () =>
    work().catch((error: unknown) => {
      stopped = true
      throw error
    })
  const workers = Math.min(stage.concurrency, queue.length)
  const outcomes = await Promise.allSettled(Array.from({ length: workers }, stopping))
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason

  const results = items.map(({ key }) => journal.results.get(key))
  return {
    records: results.flatMap((result) => result?.records ?? []),
    rejects: results.flatMap((result) => result?.rejects ?? []),
    pending: results.filter((result) => result === undefined).length,
  }
}

async function collect<Input>(
  items: AsyncIterable<StageItem<Input>>,
  check: () => void,
): Promise<StageItem<Input>[]> {
  const all: StageItem<Input>[] = []
  for await (const item of items) {
    check()
    all.push(item)
  }
  return all
}

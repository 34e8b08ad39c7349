import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Reject } from './rejects.js'

/** What a stage made: what goes on, and what was left out, with the reason. */
export interface StageResult {
  records: ImageRecord[]
  rejects: Reject[]
}

/** What a stage gets from whoever runs it. */
export interface StageContext {
  /** The folder below which the images of all records lie, and into which new ones are written. */
  folder: string
  /** Folder where stages keep what they have computed, see StageJournal, so that it is computed once. */
  journal: string
  signal?: AbortSignal | undefined
  /** For a {@link CorpusStage} that takes long: how far it is. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** Something an {@link ItemStage} works on. */
export interface StageItem<Input> {
  /**
   * Identity of all that the result depends on, such as a hash of the file: with an equal key and equal settings the result is
   * taken from the journal.
   */
  key: string
  input: Input
}

/** A stage that looks at one thing at a time: importing, detecting, tagging. It can be split among machines and resumed. */
export interface ItemStage<Input> {
  /** As in the pipeline: `import`, `detect`, ... */
  readonly name: string
  /** All that decides results besides the items, as JSON: options, hashes of models, a number raised when the code changes results. */
  readonly settings: unknown
  /** How many items may be in work at a time. */
  readonly concurrency: number
  /** The items in the order in which their results shall stand. */
  list(records: readonly ImageRecord[], context: StageContext): AsyncIterable<StageItem<Input>>
  /** Works on one item. A bad item is a reject, never an exception. */
  process(input: Input, context: StageContext): Promise<StageResult>
  /** Frees threads and models. */
  dispose?(): Promise<void>
}

/** A stage that must see all records at once: deduplicating, splitting. */
export interface CorpusStage {
  readonly name: string
  /** As in {@link ItemStage}. */
  readonly settings: unknown
  apply(records: readonly ImageRecord[], context: StageContext): Promise<StageResult>
}

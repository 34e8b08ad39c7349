import type { TagSchema } from '@animegan/core'

/** What the server tells the page for judging. */
export interface JudgingData {
  /** The folder, as it was given. */
  folder: string
  /** What to type to start this server again at this address. */
  command: string
  /** Name and version of the model. */
  model: string
  /** Images of each tag. */
  images: number
  seed: number
  truncation?: number | undefined
  /** Ids of the tags that are judged, in schema order. */
  asked: readonly string[]
  schema: TagSchema
  /** What was judged before: by tag, for each image whether it shows the tag; null when it was not judged. */
  judgements: Readonly<Record<string, readonly (boolean | null)[]>>
}

/** One judgement as the page sends it; the server adds the time. */
export interface SentJudgement {
  /** Id of the tag. */
  tag: string
  /** Number of the image, from 1. */
  image: number
  /** Null takes an earlier judgement back. */
  shows: boolean | null
}

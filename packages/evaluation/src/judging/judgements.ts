import { join } from 'node:path'
import { type Journal, openJournal, readJournal } from '@animegan/node-files'
import * as z from 'zod/mini'

const judgementsFile = 'judgements.jsonl'

/** One line of judgements.jsonl. */
const judgementShape = z.object({
  /** Id of the tag that was asked for. */
  tag: z.string(),
  /** Number of the image among those of the tag, from 1. */
  image: z.int().check(z.positive()),
  /** Whether it shows the tag; null takes an earlier judgement back. */
  shows: z.nullable(z.boolean()),
  /** When, as ISO 8601. */
  at: z.string(),
})
type Judgement = z.infer<typeof judgementShape>

/** What holds: by tag and number of the image, whether the image shows the tag. */
export type Judgements = ReadonlyMap<string, ReadonlyMap<number, boolean>>

/** The judgements of a folder that are open for writing, and what they come to. Only one process may have them open. */
export interface JudgementJournal extends Journal<Judgement> {
  readonly judgements: Judgements
}

/** Opens the judgements of a folder. Throws `INVALID_DATA` when a line is wrong, `NOT_WRITABLE`. */
export async function openJudgements(folder: string): Promise<JudgementJournal> {
  const judgements = new Map<string, Map<number, boolean>>()
  const onLine = (line: Judgement): void => fold(judgements, line)
  const journal = await openJournal(join(folder, judgementsFile), { schema: judgementShape, onLine })
  return Object.assign(journal, { judgements })
}

/** Reads what was judged in a folder; none where nobody has judged yet. Throws `INVALID_DATA`. */
export async function readJudgements(folder: string): Promise<Judgements> {
  const judgements = new Map<string, Map<number, boolean>>()
  for (const line of await readJournal(join(folder, judgementsFile), judgementShape)) fold(judgements, line)
  return judgements
}

function fold(judgements: Map<string, Map<number, boolean>>, { tag, image, shows }: Judgement): void {
  const ofTag = judgements.get(tag) ?? new Map<number, boolean>()
  judgements.set(tag, ofTag)
  if (shows === null) ofTag.delete(image)
  else ofTag.set(image, shows)
}

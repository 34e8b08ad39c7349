import { readJournal } from '@animegan/node-files'
import * as z from 'zod/mini'

/** Name of the journal in the folder of a data set. */
export const decisionsFile = 'decisions.jsonl'

/** One line of decisions.jsonl. */
export const decisionShape = z.looseObject({
  /** SHA-256 of the picture, as its record has it. */
  id: z.string().check(z.minLength(1)),
  /** Null takes an earlier verdict back. */
  verdict: z.optional(z.nullable(z.enum(['accept', 'reject']))),
  /** Ids of all tags that are on; null takes an earlier list back. */
  tags: z.optional(z.nullable(z.array(z.string()))),
  /** When, as ISO 8601. */
  at: z.string(),
})

/** What a reviewer said of a picture. A field that is absent says nothing. */
export type Decision = z.infer<typeof decisionShape>

/** What holds for each picture, by its id: of each field, the last line that has it. */
export type Decisions = ReadonlyMap<string, Decision>

/** Adds a line to what holds. */
export function foldDecision(decisions: Map<string, Decision>, decision: Decision): void {
  decisions.set(decision.id, { ...decisions.get(decision.id), ...decision })
}

/**
 * Reads what reviewers have decided. None when there is no such file, for nobody has reviewed yet.
 *
 * @param path of a decisions.jsonl
 * Throws `INVALID_DATA` when the file cannot be read or has a wrong line.
 */
export async function readDecisions(path: string): Promise<Map<string, Decision>> {
  const decisions = new Map<string, Decision>()
  for (const decision of await readJournal(path, decisionShape)) foldDecision(decisions, decision)
  return decisions
}

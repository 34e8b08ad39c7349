import { type Journal, openJournal } from '@animegan/node-files'
import { type Decision, type Decisions, decisionShape, foldDecision } from './decisions.js'

/** A decisions.jsonl that is open for writing, and what its lines come to. Only one process may have it open. */
export interface DecisionJournal extends Journal<Decision> {
  /** What holds now, by id. */
  readonly decisions: Decisions
}

/** Opens the decisions of a data set. Throws `INVALID_DATA` when a line is wrong, `NOT_WRITABLE`. */
export async function openDecisions(path: string): Promise<DecisionJournal> {
  const decisions = new Map<string, Decision>()
  const onLine = (decision: Decision): void => foldDecision(decisions, decision)
  return Object.assign(await openJournal(path, { schema: decisionShape, onLine }), { decisions })
}

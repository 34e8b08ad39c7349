import type { CorpusStage } from '../stages/stage.js'
import { type AssignSplitsOptions, assignSplits, type SplitAssignment } from './assign-splits.js'

export interface SplitOptions extends AssignSplitsOptions {
  /** Called with what came of it. */
  onAssigned?: ((assignment: SplitAssignment) => void) | undefined
}

/**
 * Makes the stage that writes the column `split`; see `assignSplits`. Run it after the deduplicate stage, whose columns it goes by.
 *
 * Throws `INVALID_OPTION`.
 */
export function createSplitStage({ parts, seed = 0, onAssigned }: SplitOptions): CorpusStage {
  assignSplits([], { parts, seed })
  return {
    name: 'split',
    settings: { parts, seed, revision: 1 },
    async apply(records) {
      const assignment = assignSplits(records, { parts, seed })
      onAssigned?.(assignment)
      return {
        records: records.map((record, place) => ({ ...record, split: assignment.splits[place]! })),
        rejects: [],
      }
    },
  }
}

import { createHash } from 'node:crypto'
import type { CorpusStage } from '../stages/stage.js'
import { applyDecisions } from './apply-decisions.js'
import type { Decisions } from './decisions.js'
import { identifyRecords } from './identify-records.js'

export interface CreateReviewStageOptions {
  /** As `readDecisions` gives them. */
  decisions: Decisions
}

/** The stage of a pipeline that does what a reviewer decided. Throws `INVALID_DATA` for a picture that cannot be read. */
export function createReviewStage({ decisions }: CreateReviewStageOptions): CorpusStage {
  return {
    name: 'review',
    settings: { decisions: hashDecisions(decisions) },
    async apply(records, { folder, signal }) {
      return applyDecisions(await identifyRecords(records, { folder, signal }), decisions)
    },
  }
}

/** Of what decides records only: when it was said does not matter. */
function hashDecisions(decisions: Decisions): string {
  const hash = createHash('sha256')
  for (const id of [...decisions.keys()].sort()) {
    const { verdict, tags } = decisions.get(id)!
    hash.update(`${JSON.stringify([id, verdict, tags])}\n`)
  }
  return hash.digest('hex')
}

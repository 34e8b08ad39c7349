import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Reject } from '../stages/rejects.js'
import type { StageResult } from '../stages/stage.js'
import type { Decision, Decisions } from './decisions.js'

/**
 * Does to records what a reviewer decided: tags are replaced, `review` becomes "accepted" or, when a verdict was taken back,
 * goes; rejected ones become rejects. A record is known by its `sha256`; one without a decision, or without that column, stays as it is.
 */
export function applyDecisions(records: readonly ImageRecord[], decisions: Decisions): StageResult {
  const result: StageResult = { records: [], rejects: [] }
  for (const record of records) {
    const decision = decisions.get(String(record.sha256))
    if (decision === undefined) result.records.push(record)
    else if (decision.verdict === 'reject') result.rejects.push(rejectOf(record))
    else result.records.push(applyDecision(record, decision))
  }
  return result
}

function applyDecision(record: ImageRecord, { verdict, tags }: Decision): ImageRecord {
  const { review, ...rest } = record
  const kept = verdict === undefined ? review : verdict === 'accept' ? 'accepted' : undefined
  return { ...rest, tags: tags ?? record.tags, ...(kept === undefined ? {} : { review: kept }) }
}

function rejectOf({ file_name, source, sha256 }: ImageRecord): Reject {
  return {
    name: file_name,
    ...(source === undefined ? {} : { source }),
    stage: 'review',
    reason: 'rejected-by-reviewer',
    sha256: String(sha256),
  }
}

import type { EstimatorJudge } from '../precision/tag-precision.js'
import type { PrecisionEntry } from './entries/precision-entry.js'

/** When a tag counts as shown, in a sentence. */
export function describeRule(judge: PrecisionEntry['judge']): string {
  if (judge.kind === 'hand') return 'What a person sees.'
  return `What ${judge.name} sees: of tags that exclude one another the most probable; others ${formatThresholds(judge.rule)}.`
}

/** Probabilities from which tags count that exclude no others: `above 0.25, hat above 0.4`. */
export function formatThresholds({ threshold, thresholds }: EstimatorJudge['rule']): string {
  const others = Object.entries(thresholds).map(([id, least]) => `, ${id} above ${least}`)
  return `above ${threshold}${others.join('')}`
}

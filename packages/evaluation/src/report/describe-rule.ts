import type { PrecisionEntry } from './entries/precision-entry.js'

/** When a tag counts as shown, in a sentence. */
export function describeRule(judge: PrecisionEntry['judge']): string {
  if (judge.kind === 'hand') return 'What a person sees.'
  const { threshold, thresholds } = judge.rule
  const others = Object.entries(thresholds).map(([id, least]) => `, ${id} above ${least}`)
  return `What ${judge.name} sees: of tags that exclude one another the most probable; others above a probability of ${threshold}${others.join('')}.`
}

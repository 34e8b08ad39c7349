import { listExclusiveGroups, type TagSchema } from '@animegan/core'
import { readAttributes } from '../imagefolder/attribute-columns.js'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Problem, ProblemCode } from './problem.js'

/** Beyond these a score and a tag contradict each other, whatever threshold tags were chosen by. */
const [surelyOff, surelyOn] = [0.05, 0.95]
/** By so much more probable must another tag of an exclusive group be. */
const clearLead = 0.5
/** Years outside are mistakes when the schema does not say what years there are. */
const firstYear = 1950

/** The problems of one record's tags, scores and attributes. */
export function checkLabels(record: ImageRecord, schema: TagSchema): Pick<Problem, 'code' | 'detail'>[] {
  return [...checkTags(record, schema), ...checkScores(record, schema), ...checkAttributes(record, schema)]
}

type Finding = Pick<Problem, 'code' | 'detail'>
const found = (code: ProblemCode, detail: string): Finding => ({ code, detail })

function checkTags({ tags }: ImageRecord, schema: TagSchema): Finding[] {
  const known = new Set(schema.tags.map(({ id }) => id))
  const unknown = tags
    .filter((tag) => !known.has(tag))
    .map((tag) => found('unknown-tag', `tag "${tag}" is not in tag schema "${schema.name}"`))
  const groups = listExclusiveGroups(schema).flatMap(({ group, tags: members }) => {
    const on = members.filter(({ id }) => tags.includes(id)).map(({ id }) => id)
    if (on.length === 1) return []
    const { en: label } = group.labels
    return on.length === 0
      ? [found('missing-tag', `no tag says the ${label}`)]
      : [found('contradicting-tags', `${on.join(' and ')} are both on, and a face has one ${label}`)]
  })
  return [...unknown, ...groups]
}

/** People may overrule a tagger, so the scores of records that somebody accepted are not held against their tags. */
function checkScores({ tags, scores = {}, review }: ImageRecord, schema: TagSchema): Finding[] {
  const wrong = Object.entries(scores)
    .filter(([, score]) => !(score >= 0 && score <= 1))
    .map(([tag, score]) => found('bad-score', `the score of ${tag} is ${score}, not from 0 to 1`))
  if (review === 'accepted') return wrong
  const exclusive = listExclusiveGroups(schema).map(({ tags: members }) => members.map(({ id }) => id))
  const contradictions = schema.tags.flatMap(({ id }) => {
    const score = scores[id]
    if (score === undefined) return []
    const isOn = tags.includes(id)
    const others = exclusive.find((members) => members.includes(id))
    const best = Math.max(...(others ?? []).map((other) => scores[other] ?? 0))
    // Of an exclusive group the most probable tag is on, however probable.
    const isWrong = others ? isOn && best - score > clearLead : isOn ? score < surelyOff : score > surelyOn
    return isWrong
      ? [found('contradicting-score', `${id} is ${isOn ? 'on' : 'off'}, but its score is ${score}`)]
      : []
  })
  return [...wrong, ...contradictions]
}

function checkAttributes(record: ImageRecord, schema: TagSchema): Finding[] {
  const { year } = record
  if (schema.attributes.length > 0) {
    try {
      readAttributes(record, schema, 'record')
    } catch (error) {
      const problem = error instanceof Error ? error.message.replace(/^.*?\): /s, '') : String(error)
      return [found(/year/.test(problem) ? 'bad-year' : 'bad-attribute', problem)]
    }
    return []
  }
  const last = new Date().getFullYear() + 1
  if (year === undefined || year === null || (year >= firstYear && year <= last)) return []
  return [found('bad-year', `year ${year} is not from ${firstYear} to ${last}`)]
}

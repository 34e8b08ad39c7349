import type { TagStatistics } from '../statistics/describe-dataset.js'
import type { CardFacts, GroupCount } from './card-facts.js'
import { countOf, formatNumber } from './count-words.js'

/** Below this part of the pictures a tag is rare: the paper's authors found such tags not learnt. */
const rareShare = 0.01
/** How many times the rarest tag of an exclusive group the most common may be. */
const evenEnough = 10

/** The problems of a data set that its counts show, a sentence or two of Markdown each. */
export function findProblems(facts: CardFacts): string[] {
  const { pictures, tags, groups, years, estimated, enlarged, duplicates, dividedWorks } = facts
  const dated = years.reduce((sum, { count }) => sum + count, 0)
  const absent = tags.filter((tag) => tag.pictures === 0)
  const rare = tags.filter((tag) => tag.pictures > 0 && tag.share < rareShare)
  return [
    ...when(absent.length > 0, `In no picture: ${listTags(absent)}.`),
    ...when(
      rare.length > 0,
      `In less than ${100 * rareShare}% of the pictures, so hardly learnt unless weighted: ` +
        `${rare.map(({ label, pictures: number }) => `${label} (${formatNumber(number)})`).join(', ')}.`,
    ),
    ...groups.flatMap((group) => [...describeGaps(group), ...describeImbalance(group)]),
    ...when(
      estimated > 0,
      `The tags of ${countOf(estimated, 'picture')} are an estimator's; no person accepted them. ` +
        'Counts of such tags are counts of what the estimator says.',
    ),
    ...when(
      dated > 0 && dated < pictures,
      `${countOf(pictures - dated, 'picture')} of ${formatNumber(pictures)} have no year.`,
    ),
    ...when(
      enlarged > 0,
      `${countOf(enlarged, 'face')} ${enlarged === 1 ? 'was' : 'were'} found smaller than the picture is now, so enlarged and blurred.`,
    ),
    ...when(
      duplicates.pictures > 0,
      `${countOf(duplicates.pictures, 'picture')} in ${countOf(duplicates.groups, 'group')} show nearly the same as others.`,
    ),
    ...when(
      dividedWorks > 0,
      `${countOf(dividedWorks, 'work')} ${dividedWorks === 1 ? 'has' : 'have'} pictures in more than one split: ` +
        'the same characters are trained on and tested on.',
    ),
  ]
}

function describeGaps({ label, none, several }: GroupCount): string[] {
  return [
    ...when(none > 0, `${countOf(none, 'picture')} ${none === 1 ? 'has' : 'have'} no tag of ${label}.`),
    ...when(
      several > 0,
      `${countOf(several, 'picture')} ${several === 1 ? 'has' : 'have'} several tags of ${label}, which exclude one another.`,
    ),
  ]
}

function describeImbalance({ tags, label }: GroupCount): string[] {
  const present = tags.filter(({ pictures }) => pictures > 0).sort((a, b) => b.pictures - a.pictures)
  const [most, least] = [present[0], present.at(-1)]
  if (most === undefined || least === undefined) return []
  const ratio = most.pictures / least.pictures
  if (ratio <= evenEnough) return []
  return [
    `${label} is uneven: ${most.label} is ${formatNumber(Math.round(ratio))} times as common as ${least.label}.`,
  ]
}

const when = (holds: boolean, text: string): string[] => (holds ? [text] : [])
const listTags = (tags: readonly TagStatistics[]): string => tags.map(({ label }) => label).join(', ')

import type { CardFacts } from './card-facts.js'
import type { CardText } from './card-text.js'
import { countOf, formatNumber } from './count-words.js'
import { findProblems } from './find-problems.js'
import { escapeMarkdown, formatMarkdownTable } from './markdown.js'

export interface RenderCardOptions {
  facts: CardFacts
  text: CardText
  title: string
  /** SHA-256 and size of the files that describe the data set, by name. */
  files: readonly { name: string; bytes: number; sha256: string }[]
  /** What it was made with: JSON. */
  making: { command: string; file: string; settings: unknown } | undefined
}

/** Splits that have a column of their own in the table of tags. */
const mostSplits = 4

/** Writes the Markdown of a card: what people wrote, then what was counted, section by section. */
export function renderCard(options: RenderCardOptions): string {
  const { facts, text, title } = options
  const sections: [heading: string, body: string][] = [
    ['Sources and licences', describeSources(facts, text)],
    ['Splits', describeSplits(facts)],
    ['Tags', describeTags(facts)],
    ['Years', describeYears(facts)],
    ['What was left out', describeRejects(facts)],
    ['Duplicates and review', describeReview(facts)],
    ['Known problems', listItems([...(text.problems ?? []), ...findProblems(facts)])],
    ['How it was made', describeMaking(options)],
    ['Files', describeFiles(options)],
    ['How to load it', describeLoading(facts)],
  ]
  const body = sections.filter(([, content]) => content !== '')
  return [
    `# ${escapeMarkdown(title)}`,
    text.description?.trim() ?? '',
    summarise(facts),
    ...body.map(([heading, content]) => `## ${heading}\n\n${content}`),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n')
}

function summarise({ pictures, tags, years, sides }: CardFacts): string {
  const present = tags.filter((tag) => tag.pictures > 0).length
  const span = (values: readonly { value: number }[], words: (text: string) => string) => {
    const [first, last] = [values[0]?.value, values.at(-1)?.value]
    return first === undefined ? '' : words(first === last ? String(first) : `${first} to ${last}`)
  }
  const size = span(sides, (text) => `, the shorter side ${text} pixels`)
  const time = span(years, (text) => `, of the years ${text}`)
  return `${countOf(pictures, 'picture')} with ${present} of ${tags.length} tags${size}${time}.`
}

function describeSources({ sources }: CardFacts, text: CardText): string {
  const rows = sources.map(({ name, pictures, works, years, hosts }) => {
    const { address, licence } = text.sources?.[name] ?? {}
    return [
      escapeMarkdown(name),
      pictures,
      works === 0 ? '' : works,
      years === undefined
        ? ''
        : years.first === years.last
          ? String(years.first)
          : `${years.first} to ${years.last}`,
      escapeMarkdown(address ?? hosts.slice(0, 3).join(', ')),
      escapeMarkdown(licence ?? 'not stated'),
    ]
  })
  const notes = sources.flatMap(({ name }) => {
    const note = text.sources?.[name]?.note
    return note === undefined ? [] : [`${escapeMarkdown(name)}: ${note.trim()}`]
  })
  const whole =
    text.licence === undefined
      ? 'No licence was stated for the data set as a whole; that of each source holds for its pictures.'
      : `The data set as a whole: ${escapeMarkdown(text.licence)}.`
  const table = formatMarkdownTable(['source', 'pictures', 'works', 'years', 'address', 'licence'], rows)
  return [whole, table, listItems(notes)].filter((part) => part !== '').join('\n\n')
}

function describeSplits({ splits, pictures }: CardFacts): string {
  const rows = splits.map(({ name, pictures: own }) => [escapeMarkdown(name), own, percent(own / pictures)])
  return formatMarkdownTable(['split', 'pictures', 'share'], rows)
}

function describeTags({ tags, splits }: CardFacts): string {
  const shown = splits.length > 1 ? splits.slice(0, mostSplits) : []
  const hasCorpus = tags.some(({ paper }) => paper !== undefined)
  const header = ['tag', 'pictures', 'share', ...shown.map(({ name }) => escapeMarkdown(name))]
  const rows = tags.map(({ id, pictures, share, paper }) => [
    `\`${id}\``,
    pictures,
    percent(share),
    ...shown.map((split) => split.tags[id] ?? 0),
    ...(hasCorpus ? [percent(paper?.share)] : []),
  ])
  return formatMarkdownTable(hasCorpus ? [...header, "share in the paper's corpus"] : header, rows)
}

function describeYears({ years }: CardFacts): string {
  return years.length === 0
    ? ''
    : formatMarkdownTable(
        ['year', 'pictures'],
        years.map(({ value, count }) => [String(value), count]),
      )
}

function describeRejects({ rejects }: CardFacts): string {
  if (rejects.length === 0) return ''
  const rows = rejects.map(({ stage, reason, count }) => [
    escapeMarkdown(stage),
    escapeMarkdown(reason),
    count,
  ])
  const table = formatMarkdownTable(['stage', 'reason', 'pictures'], rows)
  return `${table}\n\nEach with its name in \`rejects.jsonl\`.`
}

function describeReview({ duplicates, accepted, pictures, rejects }: CardFacts): string {
  const dropped = rejects
    .filter(({ stage }) => stage === 'deduplicate')
    .reduce((sum, { count }) => sum + count, 0)
  const refused = rejects.filter(({ stage }) => stage === 'review').reduce((sum, { count }) => sum + count, 0)
  const { groups, pictures: marked } = duplicates
  const looked = accepted > 0 || refused > 0
  return [
    dropped === 0 && marked === 0
      ? 'No duplicates were found, or none were looked for.'
      : `${countOf(dropped, 'duplicate')} left out. ${countOf(marked, 'picture')} in ${countOf(groups, 'group')} ` +
        'are marked as duplicates of one another and kept.',
    looked
      ? `Accepted by a person: ${formatNumber(accepted)} of ${formatNumber(pictures)} pictures; rejected: ${formatNumber(refused)}.`
      : 'No person has accepted or rejected any picture.',
  ].join('\n\n')
}

function describeMaking({ making }: RenderCardOptions): string {
  if (making === undefined) return ''
  const { command, file, settings } = making
  return (
    `By \`${command}\` with this \`${file}\`, which holds every setting that differs from the default:\n\n` +
    fence(JSON.stringify(settings, null, 2), 'json')
  )
}

function describeFiles({ files, facts: { hashed, pictures } }: RenderCardOptions): string {
  const table = formatMarkdownTable(
    ['file', 'bytes', 'SHA-256'],
    files.map(({ name, bytes, sha256 }) => [`\`${name}\``, bytes, `\`${sha256}\``]),
  )
  const reach =
    hashed === pictures
      ? 'Every line of `metadata.jsonl` names the SHA-256 of its picture, so these hashes stand for all of the data set.'
      : `In \`metadata.jsonl\`, ${countOf(pictures - hashed, 'line')} of ${formatNumber(pictures)} without the SHA-256 of the picture: these hashes do not stand for the pictures.`
  return `${table}\n\n${reach}`
}

function describeLoading({ splits }: CardFacts): string {
  const load =
    'from datasets import load_dataset\n\nfaces = load_dataset("imagefolder", data_dir=".", split="train")'
  const isSplit = splits.length > 1
  const filter = `faces = faces.filter(lambda row: row["split"] == ${JSON.stringify(splits[0]?.name)})`
  return [
    `In the folder of this file, with Hugging Face \`datasets\`${isSplit ? ', for which the splits are a column' : ''}:`,
    fence(isSplit ? `${load}\n${filter}` : load, 'python'),
    'With AnimeGAN:',
    fence('animegan train --data . --run runs/first', 'sh'),
  ].join('\n\n')
}

/** A block of code that its content cannot end. */
function fence(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length))
  const marks = '`'.repeat(longest + 1)
  return `${marks}${language}\n${code}\n${marks}`
}

const listItems = (items: readonly string[]): string =>
  items.map((item) => `- ${item.trim().replaceAll('\n', '\n  ')}`).join('\n')
const percent = (share: number | undefined): string =>
  share === undefined ? '' : `${(100 * share).toFixed(share > 0 && share < 0.01 ? 2 : 1)}%`

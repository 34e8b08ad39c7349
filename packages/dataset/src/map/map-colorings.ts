import { listExclusiveGroups, type TagSchema } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { MapColoring } from './map-data.js'

/** Colours that the ids of hair and eye colours name, bright enough for frames on light and dark paper. */
const namedColors: Record<string, string> = {
  aqua: '#22c3c9',
  black: '#45434b',
  blonde: '#eec23b',
  blue: '#2f6fe4',
  brown: '#8f5a31',
  gray: '#87868f',
  green: '#2e9e4f',
  orange: '#f0822a',
  pink: '#f27fb0',
  purple: '#8b49c9',
  red: '#d3292f',
  silver: '#b9c1d6',
  white: '#efe9dd',
  yellow: '#ecd026',
}
/** For what has no colour of its own. */
const palette = [
  '#2f6fe4',
  '#f0822a',
  '#2e9e4f',
  '#d3292f',
  '#8b49c9',
  '#22c3c9',
  '#f27fb0',
  '#8f5a31',
  '#ecd026',
]
const otherColor = '#87868f'
const earliest = [46, 92, 196] as const
const latest = [244, 122, 60] as const

/**
 * The ways to colour a map of these pictures: by each exclusive group of tags, by year, source and split; those that would
 * give all pictures one colour are left out.
 */
export function listColorings(records: readonly ImageRecord[], schema: TagSchema): MapColoring[] {
  const byGroup = listExclusiveGroups(schema).map(({ group, tags }) =>
    colorBy(
      group.id,
      group.labels.en,
      tags.map(({ id, labels }, i) => ({ key: id, label: labels.en, color: colorOfTag(id, i) })),
      records.map((record) => tags.find(({ id }) => record.tags.includes(id))?.id),
    ),
  )
  const years = records.map(({ year }) => year ?? undefined)
  return [
    ...byGroup,
    colorBy('year', 'year', listYears(years), years.map(toKey)),
    ...(['source', 'split'] as const).map((column) => {
      const values = records.map((record) => record[column])
      return colorBy(column, column, listValues(values), values)
    }),
  ].filter(({ categories }) => categories.length > 1)
}

interface Category {
  key: string
  label: string
  color: string
}

function colorBy(
  id: string,
  label: string,
  categories: readonly Category[],
  keys: readonly (string | undefined)[],
): MapColoring {
  const present = new Set(keys)
  const kept = categories.filter(({ key }) => present.has(key))
  const places = new Map(kept.map(({ key }, place) => [key, place]))
  const of = keys.map((key) => (key === undefined ? -1 : (places.get(key) ?? -1)))
  return {
    id,
    label,
    categories: kept.map(({ label: name, color }, place) => ({
      label: name,
      color,
      count: of.filter((value) => value === place).length,
    })),
    of,
  }
}

function colorOfTag(id: string, place: number): string {
  const named = id.split('-').find((word) => Object.hasOwn(namedColors, word))
  return named === undefined ? palette[place % palette.length]! : namedColors[named]!
}

const toKey = (value: number | undefined): string | undefined => (value === undefined ? value : String(value))

function listYears(years: readonly (number | undefined)[]): Category[] {
  const present = [...new Set(years.filter((year) => year !== undefined))].sort((a, b) => a - b)
  const span = present.at(-1)! - present[0]! || 1
  return present.map((year) => {
    const part = (year - present[0]!) / span
    const channels = earliest.map((from, i) => Math.round(from + part * (latest[i]! - from)))
    return { key: String(year), label: String(year), color: `rgb(${channels.join(' ')})` }
  })
}

/** Values by how often they are there; the rarest share one colour. */
function listValues(values: readonly (string | undefined)[]): Category[] {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== undefined) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts]
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .map(([key], place) => ({ key, label: key, color: palette[place] ?? otherColor }))
}

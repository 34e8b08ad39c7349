import type { ImageRecord } from '../imagefolder/metadata.js'

/** What is known of a source of pictures. */
export interface SourceDescription {
  /** The value of the column `source`; `unknown` for pictures without one. */
  name: string
  pictures: number
  /** Works, such as games, that pictures belong to. */
  works: number
  years: { first: number; last: number } | undefined
  /** Hosts of the addresses that pictures came from, the most common first. */
  hosts: string[]
}

/** Tells the sources of a data set, the largest first. */
export function describeSources(records: readonly ImageRecord[]): SourceDescription[] {
  const groups = new Map<string, ImageRecord[]>()
  for (const record of records) {
    const name = record.source ?? 'unknown'
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [record])
    else group.push(record)
  }
  return [...groups]
    .map(([name, own]) => describeSource(name, own))
    .sort((a, b) => b.pictures - a.pictures || (a.name < b.name ? -1 : 1))
}

function describeSource(name: string, records: readonly ImageRecord[]): SourceDescription {
  const origins = records.map(({ origin }) => (origin ?? {}) as { work?: unknown; url?: unknown })
  const works = new Set(origins.map(({ work }) => work).filter((work) => work !== undefined))
  const years = records
    .map(({ year }) => year)
    .filter((year) => typeof year === 'number')
    .sort((a, b) => a - b)
  const hosts = new Map<string, number>()
  for (const { url } of origins) {
    const host = typeof url === 'string' && URL.canParse(url) ? new URL(url).host : ''
    if (host !== '') hosts.set(host, (hosts.get(host) ?? 0) + 1)
  }
  return {
    name,
    pictures: records.length,
    works: works.size,
    years: years.length === 0 ? undefined : { first: years[0]!, last: years.at(-1)! },
    hosts: [...hosts].sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1)).map(([host]) => host),
  }
}

import { createRandom, InvalidInputError } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { type RelatedRecords, type Relation, relateRecords } from './relate-records.js'

export interface AssignSplitsOptions {
  /** Share of each part by name: above 0, all of them 1. */
  parts: Readonly<Record<string, number>>
  /** An integer from 0 to 2^53 - 1; default 0. */
  seed?: number | undefined
}

/** A group that is larger than a part it could have gone to. */
export interface OversizedGroup {
  /** What its pictures have in common: `work getchu:123`. */
  key: string
  pictures: number
  /** Where it went. */
  part: string
}

/** Where every record goes. */
export interface SplitAssignment {
  /** The part of each record, in the order of the records. */
  splits: string[]
  /** For each relation, how many groups of two or more it kept together. */
  kept: Record<Relation, number>
  /** Groups larger than the smallest part should be, largest first: the shares may be far from those asked for. */
  oversized: OversizedGroup[]
}

interface PlacedGroup extends RelatedRecords {
  /** Decides the place among the others: 0 to 1. */
  rank: number
}

/**
 * Divides records among parts and never parts related ones (see `relateRecords`).
 *
 * Groups stand in the order of a hash of seed and group; the line is cut where the shares say. So every part is
 * off by half a group at most at either end, and the line hardly moves when pictures are added: of 10,000 single pictures
 * and 1,000 new ones, about 10 change their part. Groups larger than the smallest part are dealt with first, the largest first,
 * each to the part with most room.
 *
 * Throws `INVALID_OPTION`.
 */
export function assignSplits(
  records: readonly ImageRecord[],
  { parts, seed = 0 }: AssignSplitsOptions,
): SplitAssignment {
  const names = checkParts(parts)
  createRandom(seed) // Throws for a wrong one, however few groups there are.
  const { groups, counts } = relateRecords(records)
  const ranked = groups
    .map((group): PlacedGroup => ({ ...group, rank: createRandom(seed, `split/${group.key}`).uniform() }))
    .sort((a, b) => a.rank - b.rank)
  const room = new Map(names.map((name) => [name, parts[name]! * records.length]))
  const smallest = Math.max(1, Math.min(...room.values()))
  const splits = new Array<string>(records.length)
  const put = ({ members }: PlacedGroup, part: string) => {
    for (const place of members) splits[place] = part
    room.set(part, room.get(part)! - members.length)
  }
  const oversized: OversizedGroup[] = []
  const large = ranked.filter(({ members }) => members.length > smallest)
  for (const group of large.sort((a, b) => b.members.length - a.members.length)) {
    const part = names.reduce((best, name) => (room.get(name)! > room.get(best)! ? name : best))
    put(group, part)
    oversized.push({ key: group.key, pictures: group.members.length, part })
  }
  const others = ranked.filter(({ members }) => members.length <= smallest)
  const cut = cutLine(others, names, room)
  for (const [index, group] of others.entries()) put(group, cut[index]!)
  return { splits, kept: counts, oversized }
}

/** For each group of a line the part in whose stretch its middle lies; stretches are as long as the parts have room. */
function cutLine(
  groups: readonly PlacedGroup[],
  names: readonly string[],
  room: ReadonlyMap<string, number>,
): string[] {
  const rooms = names.map((name) => Math.max(0, room.get(name)!))
  const length = groups.reduce((sum, { members }) => sum + members.length, 0)
  const scale = length / rooms.reduce((sum, part) => sum + part, 0)
  const last = rooms.findLastIndex((part) => part > 0)
  let part = 0
  let end = rooms[0]! * scale
  let start = 0
  return groups.map(({ members }) => {
    const middle = start + members.length / 2
    start += members.length
    while (middle >= end && part < last) end += rooms[++part]! * scale
    return names[part]!
  })
}

function checkParts(parts: Readonly<Record<string, number>>): string[] {
  const names = Object.keys(parts)
  const refuse = (problem: string) => {
    const came = names.map((name) => `${name}=${parts[name]}`).join(',')
    return new InvalidInputError('INVALID_OPTION', `parts: expected ${problem}, got "${came}"`)
  }
  const badName = names.find((name) => !/^[\w.-]+$/.test(name))
  if (badName !== undefined) throw refuse('names of letters, digits, dots, hyphens and underscores')
  if (names.length === 0 || names.some((name) => !(parts[name]! > 0))) {
    throw refuse('shares above 0, such as train=0.9,test=0.1')
  }
  const sum = names.reduce((total, name) => total + parts[name]!, 0)
  if (Math.abs(sum - 1) > 1e-6) throw refuse(`shares that add up to 1, not to ${Number(sum.toFixed(6))}`)
  return names
}

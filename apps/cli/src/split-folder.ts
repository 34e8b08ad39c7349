import type { TagSchema } from '@animegan/core'
import type { ImageRecord, Relation, SplitAssignment, SplitDescription } from '@animegan/dataset'
import * as z from 'zod/mini'
import { parseFlags, wholeNumber } from './flag-values.js'
import { formatNumberTable } from './table.js'
import { readTagSchema } from './tag-schema.js'

const expected = 'expected names and shares like train=0.9,test=0.1, each name once'

const flagsSchema = z.object({
  dir: z.string().check(z.minLength(1, 'expected an image folder')),
  parts: z.string(),
  seed: wholeNumber(0),
  schema: z.string(),
})

/** Does `animegan dataset split`. Throws `INVALID_OPTION` for wrong flags, `INVALID_DATA`, `NOT_WRITABLE`. */
export async function splitFolder(rawFlags: Record<string, unknown>, signal: AbortSignal): Promise<void> {
  const { dir, parts: text, seed, schema: schemaName } = parseFlags(flagsSchema, rawFlags)
  const parts = parseFlags(z.object({ parts: shareList() }), { parts: text }).parts
  const schema = await readTagSchema(schemaName)
  const { applyToFolder, createSplitStage, describeSplits } = await import('@animegan/dataset')
  let assignment: SplitAssignment | undefined
  const stage = createSplitStage({
    parts,
    seed,
    onAssigned: (made) => {
      assignment = made
    },
  })
  const { records } = await applyToFolder(dir, stage, signal)
  console.log(formatSplits(describeSplits(records), parts, records.length, schema))
  if (assignment !== undefined) for (const line of listRemarks(assignment, records)) console.log(line)
}

/** "train=0.9,test=0.1" as shares by name. */
const shareList = () =>
  z.pipe(
    z.string(),
    z.transform((text, context) => {
      const pairs = text.split(',').map((part) => /^\s*([\w.-]+)\s*=\s*(\d*\.?\d+)\s*$/.exec(part))
      const shares = new Map(pairs.map((pair) => [pair?.[1] ?? '', Number(pair?.[2])]))
      if (pairs.every((pair) => pair !== null) && shares.size === pairs.length)
        return Object.fromEntries(shares)
      context.issues.push({ code: 'custom', message: expected, input: text })
      return z.NEVER
    }),
  )

function formatSplits(
  splits: readonly SplitDescription[],
  parts: Readonly<Record<string, number>>,
  total: number,
  { tags }: TagSchema,
): string {
  const names = Object.keys(parts)
  const byName = new Map(splits.map((split) => [split.name, split]))
  const pictures = names.map((name) => byName.get(name)?.pictures ?? 0)
  const grouped = (count: number) => count.toLocaleString('en')
  const percent = (share: number) => `${(100 * share).toFixed(1)}%`
  const rows = tags.flatMap(({ id }) => {
    const counts = names.map((name) => byName.get(name)?.tags[id] ?? 0)
    return counts.every((count) => count === 0) ? [] : [[id, ...counts.map(grouped)]]
  })
  return formatNumberTable([
    ['', ...names],
    ['pictures', ...pictures.map(grouped)],
    ['share', ...pictures.map((count) => percent(total === 0 ? 0 : count / total))],
    ['asked for', ...names.map((name) => percent(parts[name]!))],
    ...rows,
  ])
}

const relationNames: Record<Relation, [one: string, several: string]> = {
  file: ['file listed more than once', 'files listed more than once'],
  duplicates: ['group of duplicates', 'groups of duplicates'],
  relatives: ['group of mirror images', 'groups of mirror images'],
  picture: ['picture with several faces', 'pictures with several faces'],
  work: ['game', 'games'],
}

function listRemarks({ kept, oversized }: SplitAssignment, records: readonly ImageRecord[]): string[] {
  const groups = Object.entries(kept).filter(([, count]) => count > 0) as [Relation, number][]
  const names = groups.map(([relation, count]) => `${count} ${relationNames[relation][count === 1 ? 0 : 1]}`)
  const isMarked =
    kept.duplicates + kept.relatives > 0 || records.some(({ duplicates }) => duplicates !== undefined)
  return [
    ...(names.length === 0 ? [] : [`kept together: ${names.join(', ')}`]),
    ...oversized.map(
      ({ key, pictures, part }) =>
        `${key} has ${pictures} pictures, more than the smallest part; it went to ${part}`,
    ),
    ...(isMarked
      ? []
      : ['no duplicates or mirror images are marked: animegan dataset deduplicate finds them']),
  ]
}

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { InvalidInputError, type TagSchema } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { openImagefolder } from '../imagefolder/imagefolder.js'
import { parseRejects } from '../stages/rejects.js'
import { collectCardFacts } from './card-facts.js'
import type { CardText } from './card-text.js'
import { formatFrontMatter } from './front-matter.js'
import { type RenderCardOptions, renderCard } from './render-card.js'

export interface WriteCardOptions {
  /** The data set's folder. */
  folder: string
  /** Default: the folder's README.md, where Hugging Face looks for it. */
  out?: string | undefined
  schema: TagSchema
  /** What people know of it. */
  text?: CardText | undefined
  /** The configuration that it was built by. */
  pipeline?: unknown
}

const synthesisFile = 'synthesis.json'
/** By this line a card is known to be written by a program. */
const mark = '<!-- Written by `animegan dataset card` from the files beside it; it will be written again. -->'

/**
 * Writes the card of a data set in the form of Hugging Face: YAML, then sections on sources and licences, splits, tags, years, what was
 * left out, duplicates and review, known problems, how it was made, hashes, how to load it. The same data set gives the same
 * card. One that somebody else wrote is left alone.
 *
 * @returns the path of the card
 * Throws `INVALID_DATA` for a wrong metadata.jsonl or rejects.jsonl, `INVALID_OPTION` where another README.md is, and `NOT_WRITABLE`.
 *
 * @example
 * await writeCard({ folder: 'faces', schema: animeTags, text: { title: 'Faces', licence: 'CC0-1.0' } })
 */
export async function writeCard(options: WriteCardOptions): Promise<string> {
  const { folder, out = join(folder, 'README.md'), schema, text = {}, pipeline } = options
  const earlier = await readIfThere(out)
  if (earlier !== undefined && !earlier.includes(mark)) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `${out} was not written by animegan dataset card, so it is left alone; move it away, or choose another place`,
    )
  }
  const { records } = await openImagefolder(folder, schema)
  const rejectsPath = join(folder, 'rejects.jsonl')
  const rejects = parseRejects(String((await readIfThere(rejectsPath)) ?? ''), rejectsPath)
  const title = text.title ?? basename(resolve(folder))
  const isSynthetic = records.every(({ source }) => source === 'synthetic')
  const front = formatFrontMatter({ title, licence: text.licence, records, isSynthetic })
  const body = renderCard({
    facts: collectCardFacts(records, rejects, schema),
    text,
    title,
    files: await describeFiles(folder),
    making: await describeMaking(folder, pipeline),
  })
  await writeFileAtomic(out, `${front}\n${mark}\n\n${body}`)
  return out
}

async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw new InvalidInputError('INVALID_DATA', `cannot read ${path}: ${(cause as Error).message}`, { cause })
  }
}

/** The pipeline, or else what a drawn data set was drawn with. */
async function describeMaking(folder: string, pipeline: unknown): Promise<RenderCardOptions['making']> {
  if (pipeline !== undefined) {
    return { command: 'animegan dataset build', file: 'pipeline.json', settings: pipeline }
  }
  const path = join(folder, synthesisFile)
  const text = await readIfThere(path)
  if (text === undefined) return undefined
  try {
    return { command: 'animegan dataset synthesize', file: synthesisFile, settings: JSON.parse(String(text)) }
  } catch (cause) {
    throw new InvalidInputError('INVALID_DATA', `${path} is not JSON; write it again or remove it`, { cause })
  }
}

async function describeFiles(folder: string): Promise<{ name: string; bytes: number; sha256: string }[]> {
  const names = ['metadata.jsonl', 'rejects.jsonl', 'decisions.jsonl', synthesisFile]
  const files = await Promise.all(
    names.map(async (name) => {
      const bytes = await readIfThere(join(folder, name))
      if (bytes === undefined) return []
      return [{ name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }]
    }),
  )
  return files.flat()
}

import { InvalidInputError, parseSchema } from '@animegan/core'
import { formatJsonLines, parseJsonLines } from '@animegan/node-files'
import * as z from 'zod/mini'

const imageRecord = z.looseObject({
  /** Path of the image below the data set's folder, with forward slashes. */
  file_name: z
    .string()
    .check(
      z.regex(
        /^(?![/\\])(?!.*(^|[/\\])\.\.([/\\]|$))(?![A-Za-z]:).+$/,
        'expected a path inside the data set',
      ),
    ),
  /** Ids of the tags that are on. */
  tags: z.array(z.string()),
  /** Probability of each tag as a tagger gave it, by id. */
  scores: z.optional(z.record(z.string(), z.number())),
  /** Year of release; null when unknown. */
  year: z.optional(z.nullable(z.number())),
  /** Where the image comes from, such as 'synthetic'. */
  source: z.optional(z.string()),
  /** Part of the data set the image belongs to; 'train' unless given. */
  split: z._default(z.string(), 'train'),
  /** Seed of a drawn image. */
  seed: z.optional(z.int()),
})

/** One line of metadata.jsonl. Columns of other names are kept as they are; an attribute's has the attribute's id. */
export type ImageRecord = z.infer<typeof imageRecord>

/**
 * Parses the text of a metadata.jsonl. source names the file in messages.
 *
 * Throws `INVALID_DATA` with the line's number for a line that is no JSON or no record. Empty lines are skipped.
 */
export function parseMetadata(text: string, source: string): ImageRecord[] {
  return parseJsonLines(text, imageRecord, source)
}

/** Checks that JSON is a record. Throws `INVALID_DATA` with the place and every wrong field. */
export function checkRecord(json: unknown, place: string): ImageRecord {
  const toError = (problems: string) => new InvalidInputError('INVALID_DATA', `${place}: ${problems}`)
  return parseSchema(imageRecord, json, toError)
}

/** Writes records as the text of a metadata.jsonl. */
export function formatMetadata(records: readonly ImageRecord[]): string {
  return formatJsonLines(records)
}

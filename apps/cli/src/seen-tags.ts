import { readFile } from 'node:fs/promises'
import { InvalidInputError } from '@animegan/core'
import type { ImageRecord } from '@animegan/dataset'
import { parseJsonLines } from '@animegan/node-files'
import * as z from 'zod/mini'

const SeenLine = z.strictObject({
  /** Name of a picture: its file_name, its SHA-256, or its origin's name, such as "amaryllis 1.0.0, seed 7". */
  picture: z.string().check(z.minLength(1)),
  tag: z.string().check(z.minLength(1)),
  /** Whether a person sees the tag in it. */
  shown: z.boolean(),
})

/** A picture of a data set. */
interface Picture {
  folder: string
  record: ImageRecord
}

/** The pictures that a person looked at for one tag. */
export interface SeenPicturesOfTag {
  id: string
  pictures: (Picture & { shown: boolean })[]
}

/**
 * Reads what people saw in pictures of some data sets: JSON lines like `{"picture":"images/1.png","tag":"hat","shown":true}`.
 * Throws `INVALID_DATA` for a file that cannot be read, a line that makes no sense and a picture that is not there.
 */
export async function readSeenTags(file: string, pictures: readonly Picture[]): Promise<SeenPicturesOfTag[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new InvalidInputError('INVALID_DATA', `--seen ${file}: cannot be read`, { cause })
  })
  const named = namePictures(pictures)
  const seen = new Map<string, SeenPicturesOfTag>()
  for (const [index, { picture, tag, shown }] of parseJsonLines(text, SeenLine, file).entries()) {
    const found = named.get(picture)
    if (found === undefined) {
      throw new InvalidInputError(
        'INVALID_DATA',
        `${file}, entry ${index + 1}: the data has no picture "${picture}"; expected a file_name, a SHA-256 or the name of an origin in its metadata.jsonl`,
      )
    }
    const ofTag = seen.get(tag) ?? { id: tag, pictures: [] }
    ofTag.pictures.push({ ...found, shown })
    seen.set(tag, ofTag)
  }
  return [...seen.values()]
}

/** The columns that pipelines leave beside the file's name. */
const Names = z.object({
  file_name: z.string(),
  sha256: z.catch(z.optional(z.string()), undefined),
  origin: z.catch(z.optional(z.object({ name: z.string() })), undefined),
})

function namePictures(pictures: readonly Picture[]): Map<string, Picture> {
  const named = new Map<string, Picture>()
  for (const picture of pictures) {
    const { file_name, sha256, origin } = z.parse(Names, picture.record)
    for (const name of [origin?.name, sha256, file_name]) if (name !== undefined) named.set(name, picture)
  }
  return named
}

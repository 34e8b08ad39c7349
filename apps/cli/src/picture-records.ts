import { readdir, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { ImageRecord } from '@animegan/dataset'

/** What sharp decodes, as files are usually named. */
const isPicture = (name: string) => /\.(png|jpe?g|webp|gif|avif)$/i.test(name)
const isHidden = (name: string) => name.split(sep).some((part) => part.startsWith('.'))

/**
 * The records of an image folder; of a folder without metadata.jsonl, such as one that `animegan generate` filled, its pictures with
 * nothing known about them, sorted by name. Throws `INVALID_DATA` when there is none, and as `readRecords` does.
 */
export async function readPictureRecords(dir: string): Promise<ImageRecord[]> {
  const metadata = await stat(join(dir, 'metadata.jsonl')).catch(() => undefined)
  if (metadata !== undefined) {
    const { readRecords } = await import('@animegan/dataset')
    return readRecords(dir)
  }
  const names = await readdir(dir, { recursive: true }).catch((cause: unknown) => {
    throw new InvalidInputError('INVALID_DATA', `cannot read ${dir}; expected a folder with pictures`, {
      cause,
    })
  })
  const pictures = names.filter((name) => isPicture(name) && !isHidden(name))
  if (pictures.length === 0) {
    throw new InvalidInputError(
      'INVALID_DATA',
      `${dir} holds neither a metadata.jsonl nor any PNG, JPEG, WebP, GIF or AVIF; expected a folder with pictures`,
    )
  }
  return pictures.sort().map((name) => ({ file_name: name.split(sep).join('/'), tags: [], split: 'train' }))
}

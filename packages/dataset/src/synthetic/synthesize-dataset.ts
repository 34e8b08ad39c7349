import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, InvalidInputError, type TagPrior, throwIfAborted } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { formatMetadata, type ImageRecord } from '../imagefolder/metadata.js'
import { checkPictureSize } from './draw-face.js'
import { planImage, type SynthesisSchema, synthesisSchemas } from './synthesis-plan.js'
import { drawInWorkers } from './synthesis-pool.js'
import { prepareFolder } from './synthesis-settings.js'

/** How far the synthesis is, in images. */
export interface SynthesisProgress {
  done: number
  total: number
}

export interface SynthesizeDatasetOptions {
  /** Number of images, 1 to 1,000,000. */
  count: number
  /** Side of the images in pixels, 16..1024. */
  size: number
  /** Decides tags and pictures; an integer in 0..2^53-1. */
  seed: number
  /** Folder to write to; created if absent. One begun with the same settings is continued. */
  out: string
  /** How tags are drawn: 'uniform' (default), the paper's prior for fakes, or 'corpus', by their frequency there. */
  prior?: TagPrior | undefined
  /**
   * 'anime' (default): the 34 tags. 'anime-year': also a year from 2003 to 2017, in whose manner the picture is drawn;
   * tags and seeds stay the same.
   */
  schema?: SynthesisSchema | undefined
  signal?: AbortSignal | undefined
  onProgress?: ((progress: SynthesisProgress) => void) | undefined
}

/** What was written. */
export interface SynthesizedDataset {
  out: string
  count: number
  /** Whether the folder had been begun earlier. */
  resumed: boolean
}

/**
 * Draws a data set of anime faces as an imagefolder: train/000/000000.png and so on, and metadata.jsonl with file_name,
 * tags (ids), year (null without years), source, split and seed. The same options give the same bytes; images that exist are
 * kept, so an aborted synthesis goes on where it stopped, and a larger count extends a data set.
 *
 * Throws `INVALID_OPTION` for options out of range or a folder that holds something else, `NOT_WRITABLE`, `ABORTED`.
 *
 * @example
 * await synthesizeDataset({ count: 1000, size: 64, seed: 7, out: 'faces' })
 */
export async function synthesizeDataset(options: SynthesizeDatasetOptions): Promise<SynthesizedDataset> {
  const { count, size, seed, out, prior = 'uniform', schema = 'anime', signal, onProgress } = options
  checkInteger('count', count, 1, 1_000_000)
  checkPictureSize(size)
  checkInteger('seed', seed, 0, Number.MAX_SAFE_INTEGER)
  if (typeof out !== 'string' || out === '') {
    throw new InvalidInputError('INVALID_OPTION', 'out: expected the path of a folder, got nothing')
  }
  if (!synthesisSchemas.includes(schema)) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `schema: expected one of ${synthesisSchemas.join(', ')}, got ${schema}`,
    )
  }
  throwIfAborted(signal, 'synthesis')
  planImage(seed, 0, prior)
  const resumed = await prepareFolder(out, { size, seed, prior, schema })
  await makeFolders(out, count)
  let done = 0
  await drawInWorkers({ out, size, seed, prior, schema }, count, signal, (images) => {
    done += images
    onProgress?.({ done, total: count })
  })
  await writeFileAtomic(join(out, 'metadata.jsonl'), formatMetadata(listRecords(seed, count, prior, schema)))
  return { out, count, resumed }
}

function checkInteger(name: string, value: number, low: number, high: number): void {
  if (Number.isInteger(value) && value >= low && value <= high) return
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${name}: expected an integer from ${low} to ${high}, got ${value}`,
  )
}

async function makeFolders(out: string, count: number): Promise<void> {
  try {
    for (let folder = 0; folder * 1000 < count; folder++) {
      await mkdir(join(out, 'train', String(folder).padStart(3, '0')), { recursive: true })
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AnimeganError('NOT_WRITABLE', `cannot write to ${out}: ${reason}`, { cause })
  }
}

function listRecords(seed: number, count: number, prior: TagPrior, schema: SynthesisSchema): ImageRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const { fileName, tags, seed: image, year = null } = planImage(seed, index, prior, schema)
    return { file_name: fileName, tags, year, source: 'synthetic', split: 'train', seed: image }
  })
}

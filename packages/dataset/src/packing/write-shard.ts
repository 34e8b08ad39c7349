import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readFile, rename, rm } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AnimeganError, InvalidInputError, throwIfAborted } from '@animegan/core'
import { createWriteError } from '@animegan/node-files'
import { type Pack, pack } from 'tar-stream'
import { statedHash } from '../imagefolder/picture-identity.js'
import type { PlannedSample } from './shard-plan.js'

/** What a shard is, once written. */
export interface WrittenShard {
  bytes: number
  /** In hexadecimal. */
  sha256: string
}

/**
 * Writes samples as a tar archive, whole or not at all: for each the image and a .json with all columns, named by its place among all records.
 * Equal samples give equal bytes: no times, owners or modes of files get in. One sample is in memory at a time.
 *
 * Throws `INVALID_DATA` naming an image that cannot be read or is another than its record says, `NOT_WRITABLE`, `ABORTED`.
 */
export async function writeShard(
  path: string,
  dir: string,
  samples: readonly PlannedSample[],
  signal?: AbortSignal,
): Promise<WrittenShard> {
  const partial = `${path}.part`
  const archive = pack()
  const hash = createHash('sha256')
  let bytes = 0
  async function* measure(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  // It can be iterated; its declarations leave that out.
  const writing = pipeline(
    measure(archive as unknown as AsyncIterable<Buffer>),
    createWriteStream(partial, { flush: true }),
  )
  try {
    await Promise.all([writing, addSamples(archive, dir, samples, signal)])
    await rename(partial, path)
  } catch (cause) {
    archive.destroy()
    await writing.catch(() => undefined)
    await rm(partial, { force: true }).catch(() => undefined)
    if (AnimeganError.isInstance(cause)) throw cause
    throw createWriteError(path, cause)
  }
  return { bytes, sha256: hash.digest('hex') }
}

async function addSamples(
  archive: Pack,
  dir: string,
  samples: readonly PlannedSample[],
  signal: AbortSignal | undefined,
): Promise<void> {
  for (const { index, record } of samples) {
    throwIfAborted(signal, 'packing')
    const name = String(index).padStart(8, '0')
    await addFile(
      archive,
      `${name}${extname(record.file_name).toLowerCase()}`,
      await readChecked(dir, record),
    )
    await addFile(archive, `${name}.json`, Buffer.from(JSON.stringify(record)))
  }
  archive.finalize()
}

function addFile(archive: Pack, name: string, bytes: Buffer): Promise<void> {
  const header = { name, size: bytes.length, mode: 0o644, mtime: new Date(0), uid: 0, gid: 0 }
  return new Promise((resolve, reject) => {
    archive.entry(header, bytes, (error) => (error ? reject(error) : resolve()))
  })
}

async function readChecked(dir: string, record: PlannedSample['record']): Promise<Buffer> {
  const path = join(dir, record.file_name)
  const refuse = (problem: string, cause?: unknown) => {
    const message = `image ${path} ${problem}; see animegan dataset verify ${dir}`
    return new InvalidInputError('INVALID_DATA', message, { cause })
  }
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw refuse('cannot be read', cause)
  })
  const stated = statedHash(record)
  if (stated !== undefined && createHash('sha256').update(bytes).digest('hex') !== stated) {
    throw refuse('is not the one whose sha256 its record states')
  }
  return bytes
}

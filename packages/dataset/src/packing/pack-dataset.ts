import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { AnimeganError, InvalidInputError, throwIfAborted } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { formatMetadata } from '../imagefolder/metadata.js'
import { statedHash } from '../imagefolder/picture-identity.js'
import { readRecords } from '../imagefolder/read-records.js'
import { formatShardIndex, readShardEntries, type ShardEntry } from './shard-index.js'
import { type PlannedSample, planShards, type ShardLimits } from './shard-plan.js'
import { writeShard } from './write-shard.js'

export interface PackDatasetOptions extends Partial<ShardLimits> {
  /** Shards are `<name>-000000.tar` and so on; by default the name of the data set's folder. */
  name?: string | undefined
  /** Keep only the records of this split; all by default. */
  split?: string | undefined
  signal?: AbortSignal | undefined
  /** In samples. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** What was packed. */
export interface PackedDataset {
  shards: ShardEntry[]
  samples: number
  /** Of all shards. */
  bytes: number
  /** Shards that were there already, from an earlier call. */
  kept: number
}

/**
 * Packs a data set as a WebDataset: tar shards of at most 10,000 samples and 512 MiB unless told otherwise, and shards.json. The samples stand in
 * the order of the records, each an image and a .json with all columns. The same records and images give the same bytes.
 *
 * A shard is written whole or not at all, and when all its records state their image's sha256 it is kept by a later call, so packing
 * that was stopped goes on. Shards of an earlier packing with the same name that are no longer needed are removed.
 *
 * Throws `INVALID_DATA` for a data set without records or with a missing or exchanged image, `INVALID_OPTION`, `NOT_WRITABLE`, `ABORTED`.
 *
 * @example
 * await packDataset('faces', 'faces-shards', { maxSamples: 5000 })
 */
export async function packDataset(
  dir: string,
  out: string,
  options: PackDatasetOptions = {},
): Promise<PackedDataset> {
  const { name = basename(resolve(dir)), split, signal, onProgress } = options
  const { maxSamples = 10_000, maxBytes = 2 ** 29 } = options
  if (!/^[^/\\.][^/\\.]*$/.test(name)) {
    const message = `name: expected a file name without dots and slashes, got "${name}"`
    throw new InvalidInputError('INVALID_OPTION', message)
  }
  const records = (await readRecords(dir)).filter((record) => split === undefined || record.split === split)
  if (records.length === 0) {
    const which = split === undefined ? 'no record' : `no record of split "${split}"`
    throw new InvalidInputError('INVALID_DATA', `${join(dir, 'metadata.jsonl')} has ${which}`)
  }
  const plan = await planShards(dir, records, { maxSamples, maxBytes })
  const index = join(out, 'shards.json')
  const before = await readShardEntries(index)
  await mkdir(out, { recursive: true }).catch((cause: Error) => {
    throw new AnimeganError('NOT_WRITABLE', `cannot write to ${out}: ${cause.message}`, { cause })
  })

  const shards: ShardEntry[] = []
  let done = 0
  let kept = 0
  for (const [number, samples] of plan.entries()) {
    throwIfAborted(signal, 'packing')
    const url = `${name}-${String(number).padStart(6, '0')}.tar`
    const there = await findWhole(out, url, samples, before)
    if (there === undefined) {
      const { bytes, sha256 } = await writeShard(join(out, url), dir, samples, signal)
      shards.push({ url, nsamples: samples.length, filesize: bytes, sha256, records: hashRecords(samples) })
      // Entries that later shards may still be kept by stay in the index until their turn comes.
      await writeFileAtomic(index, formatShardIndex(name, [...shards, ...before.filter(isLaterThan(shards))]))
    } else {
      shards.push(there)
      kept++
    }
    done += samples.length
    onProgress?.({ done, total: records.length })
  }
  await writeFileAtomic(index, formatShardIndex(name, shards))
  for (const { url } of before.filter(isLaterThan(shards))) await rm(join(out, url), { force: true })
  return { shards, samples: records.length, bytes: sum(shards.map(({ filesize }) => filesize)), kept }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

const isLaterThan = (shards: readonly ShardEntry[]) => {
  const urls = new Set(shards.map(({ url }) => url))
  return ({ url }: ShardEntry): boolean => !urls.has(url)
}

const hashRecords = (samples: readonly PlannedSample[]): string =>
  createHash('sha256')
    .update(`${samples[0]?.index}\n${formatMetadata(samples.map(({ record }) => record))}`)
    .digest('hex')

/** The entry of a shard that an earlier call wrote from the same records, if its file is still what it was. */
async function findWhole(
  out: string,
  url: string,
  samples: readonly PlannedSample[],
  before: readonly ShardEntry[],
): Promise<ShardEntry | undefined> {
  const entry = before.find((entry) => entry.url === url && entry.records === hashRecords(samples))
  if (entry === undefined || samples.some(({ record }) => statedHash(record) === undefined)) return undefined
  const hash = createHash('sha256')
  try {
    for await (const chunk of createReadStream(join(out, url))) hash.update(chunk as Buffer)
  } catch {
    return undefined
  }
  return hash.digest('hex') === entry.sha256 ? entry : undefined
}

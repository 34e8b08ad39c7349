import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, parseJson } from '@animegan/core'
import * as z from 'zod/mini'

const storedFile = z.object({ bytes: z.int(), sha256: z.string() })

const assetRecord = z.object({
  schema: z.literal('animegan.asset/1'),
  name: z.string(),
  /** By name: what came, from where, and when. */
  files: z.record(z.string(), z.extend(storedFile, { source: z.string(), at: z.string() })),
  /** By name: what was made of it, by which version of the preparation. */
  prepared: z.optional(z.object({ version: z.int(), files: z.record(z.string(), storedFile) })),
})

/** What the cache knows of an asset: `asset.json` beside its files. */
export type AssetRecord = z.infer<typeof assetRecord>

/** Bytes and SHA-256 of a file. */
export type StoredFile = z.infer<typeof storedFile>

/** The name of an asset's record, in its folder. */
export const assetRecordFile = 'asset.json'

/** The record in the folder of an asset; an empty one when there is none. Throws `ASSET_CORRUPT`. */
export async function readAssetRecord(folder: string, name: string): Promise<AssetRecord> {
  const path = join(folder, assetRecordFile)
  const text = await readFile(path, 'utf8').catch(() => undefined)
  if (text === undefined) return { schema: 'animegan.asset/1', name, files: {} }
  const corrupt = (problems: string, notJson?: SyntaxError) =>
    new AnimeganError(
      'ASSET_CORRUPT',
      `${path}: ${notJson ? 'not JSON' : problems}; remove the folder and get ${name} again`,
    )
  return parseJson(assetRecord, text, corrupt)
}

/** Reads a file through. Gives undefined when it cannot be read. */
export async function measureFile(path: string): Promise<StoredFile | undefined> {
  const hash = createHash('sha256')
  let bytes = 0
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      bytes += chunk.length
    }
  } catch {
    return undefined
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** Whether a file is there with these very bytes. */
export async function isIntact(path: string, expected: Partial<StoredFile> | undefined): Promise<boolean> {
  return expected?.sha256 !== undefined && (await measureFile(path))?.sha256 === expected.sha256
}

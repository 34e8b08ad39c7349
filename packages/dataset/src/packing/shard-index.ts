import { readFile } from 'node:fs/promises'
import * as z from 'zod/mini'

const shardSchema = z.object({
  /** File name. */
  url: z.string(),
  nsamples: z.int(),
  /** Bytes. */
  filesize: z.int(),
  /** Of the file, in hexadecimal. */
  sha256: z.string(),
  /** SHA-256 of what the shard was made from: the number of its first sample, and its samples' lines in metadata.jsonl. */
  records: z.string(),
})

/** The index of the WebDataset library's wids, with two hashes more. */
const indexSchema = z.object({
  __kind__: z.literal('wids-shard-index-v1'),
  wids_version: z.literal(1),
  name: z.string(),
  shardlist: z.array(shardSchema),
})

/** An entry of shards.json. */
export type ShardEntry = z.infer<typeof shardSchema>

/** The text of a shards.json, which the WebDataset library's wids reads as it is. */
export function formatShardIndex(name: string, shardlist: readonly ShardEntry[]): string {
  const index: z.infer<typeof indexSchema> = {
    __kind__: 'wids-shard-index-v1',
    wids_version: 1,
    name,
    shardlist: [...shardlist],
  }
  return `${JSON.stringify(index, null, 2)}\n`
}

/** The shards that a shards.json lists; none when it is absent or something else. */
export async function readShardEntries(path: string): Promise<ShardEntry[]> {
  try {
    return z.parse(indexSchema, JSON.parse(await readFile(path, 'utf8'))).shardlist
  } catch {
    return []
  }
}

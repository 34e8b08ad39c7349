import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { StoredFile } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'

/** Writes a file into a folder, whole or not at all, and says what a manifest says of it. */
export async function storeFile(folder: string, path: string, bytes: Uint8Array): Promise<StoredFile> {
  await writeFileAtomic(join(folder, path), bytes)
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }
}

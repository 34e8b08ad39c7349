import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'

/** Something below a folder. */
export interface FolderEntry {
  /** Path below the folder with forward slashes; bytes that are no UTF-8 as `\xff`. */
  name: string
  /** The whole path; bytes, as names need not be UTF-8. */
  path: Buffer
  /** `special`: a pipe, socket or device. `closed`: a folder that cannot be read. */
  kind: 'file' | 'link' | 'special' | 'hidden' | 'closed'
}

const slash = Buffer.from('/')

/**
 * Lists a folder's tree, sorted by the bytes of the paths. What is hidden (a name with a dot in front) and symbolic links are
 * listed and not entered, so nothing outside the folder is reached. Only one branch of the tree is in memory at a time.
 */
export function walkFolder(folder: string): AsyncGenerator<FolderEntry> {
  return walkBranch(Buffer.from(folder), Buffer.alloc(0))
}

async function* walkBranch(path: Buffer, below: Buffer): AsyncGenerator<FolderEntry> {
  let entries: Dirent<Buffer>[]
  try {
    entries = await readdir(path, { withFileTypes: true, encoding: 'buffer' })
  } catch {
    yield { name: showPath(below), path, kind: 'closed' }
    return
  }
  const keyed = entries.map((entry) => ({
    entry,
    key: entry.isDirectory() ? Buffer.concat([entry.name, slash]) : entry.name,
  }))
  for (const { entry, key } of keyed.sort((a, b) => Buffer.compare(a.key, b.key))) {
    const inside = Buffer.concat([path, slash, entry.name])
    const name = Buffer.concat([below, key])
    const kind = kindOf(entry)
    if (kind === 'folder') yield* walkBranch(inside, name)
    else yield { name: showPath(name), path: inside, kind }
  }
}

function kindOf(entry: Dirent<Buffer>): 'file' | 'folder' | 'link' | 'special' | 'hidden' {
  if (entry.name[0] === 0x2e) return 'hidden'
  if (entry.isSymbolicLink()) return 'link'
  if (entry.isDirectory()) return 'folder'
  return entry.isFile() ? 'file' : 'special'
}

/** A path as text. */
function showPath(path: Buffer): string {
  const text = path.toString('utf8')
  if (Buffer.from(text).equals(path)) return text
  const escaped = (byte: number) => (byte < 0x80 ? String.fromCharCode(byte) : `\\x${byte.toString(16)}`)
  return [...path].map(escaped).join('')
}

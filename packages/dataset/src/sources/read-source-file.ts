import { constants, type PathLike } from 'node:fs'
import { open } from 'node:fs/promises'
import { refuseBytes } from './decode-picture.js'
import type { Refusal } from './import-item.js'

/** Neither follows a link that took a file's place since it was listed, nor waits for the writer of a pipe. Absent on Windows. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** Reads a file of a source; one that is no file, cannot be read or is longer than `maxBytes` is refused. */
export async function readSourceFile(path: PathLike, maxBytes: number): Promise<Buffer | Refusal> {
  try {
    const file = await open(path, flags)
    try {
      const stats = await file.stat()
      if (!stats.isFile()) return { reason: 'not-a-file', detail: 'it is no regular file' }
      return stats.size > maxBytes ? refuseBytes(stats.size, maxBytes) : await file.readFile()
    } finally {
      await file.close()
    }
  } catch (error) {
    return refuseUnreadable(error)
  }
}

/** The refusal of what the system does not let us read. */
export function refuseUnreadable(error: unknown): Refusal {
  const { code = String(error) } = error as NodeJS.ErrnoException
  const causes: Record<string, string> = {
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ENOENT: 'it is not there',
    ENOTDIR: 'it is not there',
    ELOOP: 'it is a symbolic link',
    ENAMETOOLONG: 'its path is too long',
  }
  return {
    reason: code === 'ENOENT' ? 'missing' : 'unreadable',
    detail: `it cannot be read: ${causes[code] ?? code}`,
  }
}

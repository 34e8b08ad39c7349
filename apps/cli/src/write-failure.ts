import { AnimeganError } from '@animegan/core'

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  ENOENT: 'the folder is gone',
  EISDIR: 'it is a folder',
}

/**
 * Does work that writes into a folder, and turns what the system says when that fails, such as a full disk, into
 * `NOT_WRITABLE`. Other errors pass.
 */
export async function writingTo<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code, path, syscall } = error as Partial<NodeJS.ErrnoException>
    if (AnimeganError.isInstance(error) || !code || !syscall) throw error
    throw new AnimeganError('NOT_WRITABLE', `cannot write ${path ?? folder}: ${reasons[code] ?? code}`, {
      cause: error,
    })
  }
}

import { AnimeganError } from '@animegan/core'

/** The `code` of a Node system error, such as `ENOENT`; undefined for anything else. */
export const systemErrorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const reasons: Record<string, string> = {
  EACCES: 'permission denied; choose another place',
  EPERM: 'permission denied; choose another place',
  EROFS: 'the file system is read-only; choose another place',
  ENOTDIR: 'a part of the path is a file, not a folder; choose another place',
  EEXIST: 'a part of the path is a file, not a folder; choose another place',
  EISDIR: 'it is a folder; choose another place',
  ENOSPC: 'the disk is full; make room, or choose another place',
  EDQUOT: 'the disk quota is used up; make room, or choose another place',
  ENOENT: 'the folder is gone',
}

/** The error `NOT_WRITABLE` for a file that could not be written, with what the system said about it in words. */
export function createWriteError(path: string, cause: unknown): AnimeganError {
  const reason =
    reasons[systemErrorCode(cause) ?? ''] ?? (cause instanceof Error ? cause.message : String(cause))
  return new AnimeganError('NOT_WRITABLE', `cannot write ${path}: ${reason}`, { cause })
}

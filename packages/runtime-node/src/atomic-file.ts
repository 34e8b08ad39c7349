import { randomUUID } from 'node:crypto'
import { access, constants, mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { AnimeganError } from '@animegan/core'

/** The `code` of a Node system error, such as `ENOENT`; undefined for anything else. */
export const systemErrorCode = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined

const reasons: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  ENOENT: 'the folder cannot be made',
}

const notWritable = (path: string, error: unknown): AnimeganError => {
  const code = systemErrorCode(error)
  const reason = (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error))
  return new AnimeganError('NOT_WRITABLE', `cannot write ${path}: ${reason}; choose another place`, {
    cause: error,
  })
}

/** mkdir -p. Node's own never returns where the kernel answers ENOENT in a folder that exists, as it does under /proc. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'EEXIST' && (await stat(folder)).isDirectory()) return
    const parent = dirname(folder)
    const parentExists = parent === folder || (await stat(parent).catch(() => undefined)) !== undefined
    if (code !== 'ENOENT' || parentExists) throw error
    await makeFolder(parent)
    await makeFolder(folder)
  }
}

/**
 * Writes a file whole or not at all: into a temporary file in the same folder, flushed to disk, then renamed over `path`.
 * Missing folders are made. Throws `NOT_WRITABLE`, and any AnimeganError that pieces of a stream come with; the temporary
 * file never stays behind.
 */
export async function writeFileAtomic(
  path: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    await makeFolder(folder)
    const file = await open(temporary, 'wx')
    try {
      await writeFile(file, bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw AnimeganError.isInstance(error) ? error : notWritable(path, error)
  }
}

/**
 * Looks, without writing, whether a file could be written at `path`: before long work, so that it is not done in vain.
 * The nearest folder that exists must be writable. Throws `NOT_WRITABLE`.
 */
export async function assertWritable(path: string): Promise<void> {
  let folder = dirname(resolve(path))
  for (;;) {
    try {
      const found = await stat(folder)
      if (!found.isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
      await access(folder, constants.W_OK)
      return
    } catch (error) {
      const parent = dirname(folder)
      if (systemErrorCode(error) !== 'ENOENT' || parent === folder) throw notWritable(path, error)
      folder = parent
    }
  }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { Reject } from '../stages/rejects.js'

/**
 * Gives the bytes of a record's picture to a network. A picture that is `missing`, or `damaged` as `work` says with
 * `INVALID_DATA`, comes back as a reject; other errors pass.
 *
 * @param folder of the data set
 * @param stage named in the reject
 */
export async function attemptPicture<T>(
  folder: string,
  record: ImageRecord,
  stage: string,
  work: (bytes: Uint8Array, name: string) => Promise<T>,
): Promise<{ result: T } | { reject: Reject }> {
  const { file_name: name, source, sha256 } = record
  const describe = (reason: string, detail: string) => ({
    reject: {
      name,
      ...(source === undefined ? {} : { source }),
      stage,
      reason,
      detail,
      ...(typeof sha256 === 'string' ? { sha256 } : {}),
    },
  })
  const bytes = await readFile(join(folder, name)).catch(() => undefined)
  if (bytes === undefined) return describe('missing', `${name} cannot be read`)
  try {
    return { result: await work(bytes, name) }
  } catch (error) {
    if (!AnimeganError.isInstance(error) || error.code !== 'INVALID_DATA') throw error
    return describe('damaged', error.message)
  }
}

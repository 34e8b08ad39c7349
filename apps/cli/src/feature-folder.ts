import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'

/**
 * Where the features of the pictures in a folder are kept: in its `.pipeline` or, when nothing can be written there, in `features`
 * in the user's cache, which all such folders share because features are found by what a picture holds.
 *
 * @param wanted a folder to use instead
 * Throws `NOT_WRITABLE`.
 */
export async function findFeatureFolder(dir: string, wanted?: string): Promise<string> {
  const { assertWritable, findCacheDir } = await import('@animegan/runtime-node')
  const check = async (folder: string) => {
    await assertWritable(join(folder, 'features', 'file'))
    return folder
  }
  if (wanted !== undefined) return check(wanted)
  try {
    return await check(join(dir, '.pipeline'))
  } catch (error) {
    if (!AnimeganError.isInstance(error) || error.code !== 'NOT_WRITABLE') throw error
    return check(join(findCacheDir(), 'features'))
  }
}

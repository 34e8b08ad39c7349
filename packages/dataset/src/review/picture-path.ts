import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'

/**
 * The path of a picture of a data set, or undefined when there is no such file, when it is none (a folder, a pipe), or when a link
 * leads out of the data set.
 *
 * @param root the data set's folder as `realpath` gives it
 */
export async function findPicture(root: string, fileName: string): Promise<string | undefined> {
  try {
    const path = await realpath(join(root, fileName))
    const below = relative(root, path)
    if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) return undefined
    return (await stat(path)).isFile() ? path : undefined
  } catch {
    return undefined
  }
}

import { readdir } from 'node:fs/promises'
import { basename, relative, resolve, sep } from 'node:path'
import { InvalidInputError } from '@animegan/core'

/** What records say of where they come from unless told otherwise: the last part of a path. */
export function nameSource(from: string): string {
  return basename(resolve(from)) || 'folder'
}

/**
 * Checks that a folder can be imported into a data set whose images go below `target`. Throws `INVALID_OPTION` when it cannot be read,
 * and when the data set lies inside it: the next import would import what this one wrote.
 */
export async function checkSourceFolder(from: string, target: string): Promise<void> {
  try {
    await readdir(from)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const problem =
      code === 'ENOENT' ? 'is not there' : code === 'ENOTDIR' ? 'is no folder' : `cannot be read (${code})`
    throw new InvalidInputError('INVALID_OPTION', `${from} ${problem}; expected the folder to import`, {
      cause,
    })
  }
  const path = relative(resolve(from), resolve(target))
  if (path === '..' || path.startsWith(`..${sep}`) || resolve(path) === path) return
  const problem = `the data set would lie inside ${from}, the folder that it is made of; choose a folder beside it`
  throw new InvalidInputError('INVALID_OPTION', problem)
}

import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { Refusal } from './import-item.js'
import { checkSourceFolder } from './source-folder.js'
import { walkFolder } from './walk-folder.js'

/** An archive to read, or why it is not read. */
export type ListedArchive = { name: string } & ({ archive: string } | { refusal: Refusal })

/**
 * Lists the tar archives that a path means: itself, or all below it in the order of their names. `target`: see
 * {@link checkSourceFolder}. Throws `INVALID_OPTION` when there is none.
 */
export async function listArchives(path: string, target: string): Promise<ListedArchive[]> {
  const stats = await stat(path).catch(() => undefined)
  if (stats?.isFile()) return [{ name: basename(path), archive: path }]
  await checkSourceFolder(path, target)
  const found: ListedArchive[] = []
  for await (const { name, kind } of walkFolder(path)) {
    if (kind === 'hidden' || !/\.(tar|tar\.gz|tgz)$/i.test(name)) continue
    if (kind !== 'file') found.push({ name, refusal: notAFile })
    else if (!/\.tar$/i.test(name)) found.push({ name, refusal: compressed })
    else found.push({ name, archive: join(path, name) })
  }
  if (found.length > 0) return found
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${path} holds no .tar file; expected the shards of a WebDataset`,
  )
}

const notAFile: Refusal = {
  reason: 'not-a-file',
  detail: 'it is a link, pipe or device; links are not followed',
}
const compressed: Refusal = { reason: 'compressed', detail: 'it is compressed; unpack it with gunzip first' }

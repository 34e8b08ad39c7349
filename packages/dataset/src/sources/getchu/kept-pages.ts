import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createWriteError } from '@animegan/node-files'

const folderName = 'pages-kept'

/**
 * Keeps a page that could not be read, byte by byte, in `pages-kept` below a collection's folder, for people to look at.
 *
 * @param name without the extension
 * @returns its path below the folder. Throws `NOT_WRITABLE`.
 */
export async function keepPage(folder: string, name: string, bytes: Uint8Array): Promise<string> {
  const kept = `${folderName}/${name}.html`
  try {
    await mkdir(join(folder, folderName), { recursive: true })
    await writeFile(join(folder, kept), bytes)
  } catch (cause) {
    throw createWriteError(join(folder, kept), cause)
  }
  return kept
}

/** A page that was kept earlier, so that a later version can read it without asking again; undefined when there is none. */
export async function readKeptPage(folder: string, name: string): Promise<Uint8Array | undefined> {
  return readFile(join(folder, folderName, `${name}.html`)).catch(() => undefined)
}

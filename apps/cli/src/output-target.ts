import { statSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'

/** Where pictures go: all on one sheet, or each into a file of a folder. */
export type OutputTarget = { kind: 'sheet'; path: string } | { kind: 'folder'; path: string }

/** False too for what cannot be looked at; whether it can be written is asked later. */
const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Reads `--out`: a path that ends with a slash or is a folder, or a `.png` file. Throws `INVALID_OPTION`. */
export function parseOutputTarget(out: string): OutputTarget {
  if (/[/\\]$/.test(out) || isFolder(out)) return { kind: 'folder', path: out }
  if (/\.png$/i.test(out)) return { kind: 'sheet', path: out }
  throw new InvalidInputError(
    'INVALID_OPTION',
    `--out: expected a .png file, or a folder with a slash at its end, but "${out}" came`,
  )
}

/** File names for faces in a folder, by seed (or by row, for given vectors), sorting as numbers do. */
export function nameFaceFiles(folder: string, faces: readonly { seed: number | undefined }[]): string[] {
  const numbers = faces.map(({ seed }, row) => ({
    word: seed === undefined ? 'vector' : 'face',
    n: seed ?? row,
  }))
  const width = Math.max(...numbers.map(({ n }) => String(n).length))
  return numbers.map(({ word, n }) => join(folder, `${word}-${String(n).padStart(width, '0')}.png`))
}

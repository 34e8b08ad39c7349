import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type FacePlan, InvalidInputError } from '@animegan/core'

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

/**
 * File names for faces in a folder, by seed (or by row, for given vectors), sorting as numbers do. Faces in rows of `steps`
 * are numbered from 1 behind the seed, or behind the two seeds that they lie between.
 */
export function nameFaceFiles(
  folder: string,
  faces: readonly Pick<FacePlan, 'seed' | 'between'>[],
  steps?: number,
): string[] {
  const width = Math.max(...faces.map(({ seed }, row) => String(seed ?? row).length))
  const pad = (n: number, digits: number) => String(n).padStart(digits, '0')
  return faces.map(({ seed, between }, i) => {
    const stem = between
      ? `between-${between.seeds.join('-')}`
      : `${seed === undefined ? 'vector' : 'face'}-${pad(seed ?? i, width)}`
    const step = steps === undefined ? '' : `-${pad((i % steps) + 1, String(steps).length)}`
    return join(folder, `${stem}${step}.png`)
  })
}

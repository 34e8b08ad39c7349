import { readFile } from 'node:fs/promises'
import { InvalidInputError } from '@animegan/core'
import { findAsset } from './asset-store.js'
import { getAsset } from './assets.js'

/**
 * OpenCV's XML of a cascade: of the file, or without one of the asset `lbpcascade`. Throws `INVALID_OPTION` when the file cannot be
 * read, and `ASSET_NOT_FOUND`, which says how to get the asset.
 */
export async function loadCascade(path: string | undefined): Promise<Uint8Array> {
  const file = path ?? (await findAsset(getAsset('lbpcascade'))).paths[0]!
  return readFile(file).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError('INVALID_OPTION', `cannot read the cascade ${file}: ${reason}`, { cause })
  })
}

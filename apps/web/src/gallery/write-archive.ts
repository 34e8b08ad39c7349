import { AnimeganError } from '@animegan/core'
import { strToU8, Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { formatSettings } from '../character/settings-query'
import { namePicture } from '../files/encode-picture'
import { type ArchivedCharacter, archiveManifestName, archiveSchema } from './archive-format'
import type { GalleryEntry } from './gallery-entry'

export interface WriteArchiveOptions {
  entries: readonly GalleryEntry[]
  /** The PNG of an entry; one without any is left out. */
  readPng(id: string): Promise<Uint8Array<ArrayBuffer> | undefined>
  onProgress?: (progress: { done: number; total: number }) => void
}

/** Pictures that are read at once. */
const batchSize = 64

/** A zip of the characters: their PNGs as the model drew them, with the records inside, and a manifest in JSON. */
export async function writeArchive({ entries, readPng, onProgress }: WriteArchiveOptions): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = []
  const zip = new Zip((error, chunk) => {
    if (error) throw new AnimeganError('NOT_WRITABLE', `The zip could not be written: ${error.message}`)
    chunks.push(chunk as Uint8Array<ArrayBuffer>)
  })
  const characters: ArchivedCharacter[] = []
  const names = new Set<string>()
  for (let start = 0; start < entries.length; start += batchSize) {
    const batch = entries.slice(start, start + batchSize)
    const pngs = await Promise.all(batch.map(({ id }) => readPng(id)))
    for (const [i, png] of pngs.entries()) {
      const { settings, time, isFavourite } = batch[i]!
      if (!png) continue
      const file = makeUnique(namePicture(settings, 1), names)
      const stored = Object.assign(new ZipPassThrough(file), { mtime: toZipTime(time) })
      zip.add(stored)
      stored.push(png, true)
      characters.push({
        file,
        settings: formatSettings(settings),
        time: new Date(time).toISOString(),
        favourite: isFavourite,
      })
    }
    onProgress?.({ done: start + batch.length, total: entries.length })
  }
  const manifest = new ZipDeflate(archiveManifestName)
  zip.add(manifest)
  manifest.push(strToU8(JSON.stringify({ schema: archiveSchema, characters }, undefined, 1)), true)
  zip.end()
  return new Blob(chunks, { type: 'application/zip' })
}

/** `a.png`, `a-2.png`, `a-3.png`. */
function makeUnique(name: string, taken: Set<string>): string {
  let unique = name
  for (let i = 2; taken.has(unique); i++) unique = name.replace(/\.png$/, `-${i}.png`)
  taken.add(unique)
  return unique
}

/** Zips know years from 1980 to 2099. */
const toZipTime = (time: number): number =>
  Math.min(Math.max(time, Date.UTC(1980, 0, 2)), Date.UTC(2099, 11, 30))

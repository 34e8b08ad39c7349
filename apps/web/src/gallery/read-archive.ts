import { InvalidInputError } from '@animegan/core'
import { strFromU8, type Unzipped, unzip } from 'fflate'
import { parseSettings } from '../character/settings-query'
import { readPicture } from '../files/read-picture'
import { type ArchivedCharacter, archiveManifest, archiveManifestName, archiveSchema } from './archive-format'
import { type GalleryEntry, identifyCharacter } from './gallery-entry'

/** A character of an archive; its thumbnail is to be made. */
interface ArchivedPicture {
  entry: GalleryEntry
  png: Uint8Array<ArrayBuffer>
}

/** What an archive holds. */
export interface Archive {
  /** In the order of the archive; undefined in place of one that is damaged or not what the manifest says. */
  characters: AsyncIterable<ArchivedPicture | undefined>
  total: number
}

/** Larger files in a zip are none of ours. */
const largest = { manifest: 64 * 2 ** 20, png: 4 * 2 ** 20 }

/**
 * Reads a zip of `writeArchive`. Throws an `InvalidInputError` with the code `NOT_A_ZIP` for any other file, `NOT_A_GALLERY` for
 * another zip, and `UNKNOWN_GALLERY` for a manifest that this version of the site cannot read.
 */
export async function readArchive(file: Blob): Promise<Archive> {
  const files = await unpack(new Uint8Array(await file.arrayBuffer()))
  const text = files[archiveManifestName]
  if (!text) {
    throw new InvalidInputError(
      'NOT_A_GALLERY',
      `The zip has no ${archiveManifestName}. Choose a zip that the gallery exported.`,
    )
  }
  const manifest = archiveManifest.safeParse(parseJson(strFromU8(text)))
  if (!manifest.success) {
    throw new InvalidInputError(
      'UNKNOWN_GALLERY',
      `${archiveManifestName} is not of the form ${archiveSchema}: ${manifest.error.issues[0]?.path.join('.') ?? ''} ${manifest.error.issues[0]?.message ?? ''}`,
    )
  }
  const { characters } = manifest.data
  return { characters: readCharacters(files, characters), total: characters.length }
}

async function* readCharacters(
  files: Unzipped,
  characters: readonly ArchivedCharacter[],
): AsyncGenerator<ArchivedPicture | undefined> {
  for (const character of characters) {
    yield await readCharacter(files[character.file] as Uint8Array<ArrayBuffer> | undefined, character)
  }
}

async function readCharacter(
  png: Uint8Array<ArrayBuffer> | undefined,
  { settings: query, time, favourite }: ArchivedCharacter,
): Promise<ArchivedPicture | undefined> {
  const { settings, problems } = parseSettings(query, 0)
  const record = png && problems.length === 0 ? await readPicture(new Blob([png])) : undefined
  const [face, ...others] = record?.faces ?? []
  const isSame =
    face && others.length === 0 && face.seed === settings.seed && record?.weights.name === settings.model
  if (!png || !isSame) return undefined
  const { version } = record.weights
  const entry: GalleryEntry = {
    id: identifyCharacter(settings, version),
    ...{ settings, version, tags: face.tags, attributes: face.attributes ?? {} },
    time: Date.parse(time),
    isFavourite: favourite,
  }
  // Apart from the zip, which it would keep in memory.
  return { entry, png: png.slice() }
}

function unpack(zip: Uint8Array): Promise<Unzipped> {
  return new Promise((resolve, reject) => {
    const filter = ({ name, originalSize }: { name: string; originalSize: number }) =>
      originalSize <= (name === archiveManifestName ? largest.manifest : largest.png)
    unzip(zip, { filter }, (error, files) => {
      if (!error) return resolve(files)
      reject(
        new InvalidInputError(
          'NOT_A_ZIP',
          `The file is no zip, or a damaged one: ${error.message}. Choose a zip that the gallery exported.`,
          { cause: error },
        ),
      )
    })
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

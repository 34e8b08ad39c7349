import { recordPicture } from '@animegan/core'
import { encode } from 'fast-png'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { type CharacterSettings, createSettings } from '../character/character-settings'
import { recordSettings } from '../character/picture-settings'
import { archiveManifestName } from './archive-format'
import { type GalleryEntry, identifyCharacter } from './gallery-entry'
import { readArchive } from './read-archive'
import { writeArchive } from './write-archive'

const version = '1.0.0'

/** A kept character, with a picture of one colour. */
function create(seed: number, change: Partial<CharacterSettings> = {}) {
  const settings = { ...createSettings(seed), tags: { smile: true, hat: false }, ...change }
  const face = { seed, tags: ['smile'], attributes: { year: 2010 }, width: 8, height: 8 }
  const weights = { manifest: { name: settings.model, version }, dtype: 'int8', sha256: 'ab' }
  const text = recordPicture({ faces: [face], weights, settings: recordSettings(settings) })
  const png = encode({ width: 8, height: 8, channels: 3, data: new Uint8Array(192).fill(seed), text })
  const entry: GalleryEntry = {
    ...{ id: identifyCharacter(settings, version), settings, version, tags: face.tags },
    ...{ attributes: face.attributes, time: Date.UTC(2026, 1, seed), isFavourite: seed % 2 === 1 },
  }
  return { entry, png: png as Uint8Array<ArrayBuffer> }
}

const kept = [create(1), create(2), create(2, { truncation: 0.7, mixes: [{ seed: 9, amount: 0.25 }] })]

const write = () =>
  writeArchive({
    entries: kept.map(({ entry }) => entry),
    readPng: async (id) => kept.find(({ entry }) => entry.id === id)?.png,
  })

const readAll = async (file: Blob) => {
  const { characters } = await readArchive(file)
  const read = []
  for await (const character of characters) read.push(character)
  return read
}

/** An archive with some of its files changed. */
async function tamper(act: (files: Record<string, Uint8Array>) => void): Promise<Blob> {
  const files = unzipSync(new Uint8Array(await (await write()).arrayBuffer()))
  act(files)
  return new Blob([zipSync(files) as Uint8Array<ArrayBuffer>])
}

describe('an archive of the gallery', () => {
  it('comes back whole', async () => {
    expect(await readAll(await write())).toEqual(kept)
  })

  it('has pictures under their names and a manifest for other programs', async () => {
    const files = unzipSync(new Uint8Array(await (await write()).arrayBuffer()))
    expect(Object.keys(files)).toEqual([
      'animegan-dahlia-1.png',
      'animegan-dahlia-2.png',
      'animegan-dahlia-2-2.png',
      archiveManifestName,
    ])
    expect(JSON.parse(strFromU8(files[archiveManifestName]!))).toMatchObject({
      schema: 'animegan.gallery/1',
      characters: [
        {
          file: 'animegan-dahlia-1.png',
          settings: 'v=1&model=dahlia&seed=1&on=smile&off=hat',
          time: '2026-02-01T00:00:00.000Z',
          favourite: true,
        },
        {},
        {},
      ],
    })
  })

  it('tells how far it is', async () => {
    const seen: number[] = []
    await writeArchive({
      entries: Array.from({ length: 100 }, () => kept[0]!.entry),
      readPng: async () => undefined,
      onProgress: ({ done, total }) => seen.push(done / total),
    })
    expect(seen).toEqual([0.64, 1])
  })

  it.each<[string, (files: Record<string, Uint8Array>) => void]>([
    ['a picture is missing', (files) => delete files['animegan-dahlia-1.png']],
    ['a picture is damaged', (files) => files['animegan-dahlia-1.png']!.fill(7, 60)],
    ['a picture is another one', (files) => (files['animegan-dahlia-1.png'] = kept[1]!.png)],
    ['a picture is too large', (files) => (files['animegan-dahlia-1.png'] = new Uint8Array(5 * 2 ** 20))],
    [
      'settings make no sense',
      (files) =>
        (files[archiveManifestName] = strToU8(
          strFromU8(files[archiveManifestName]!).replace('seed=1&', 'seed=-1&'),
        )),
    ],
  ])('gives the others when %s', async (_, act) => {
    expect(await readAll(await tamper(act))).toEqual([undefined, ...kept.slice(1)])
  })

  it.each<[string, () => Blob | Promise<Blob>, string]>([
    ['a text', () => new Blob(['hello, this is no zip at all, but long enough to be one']), 'NOT_A_ZIP'],
    ['nothing', () => new Blob([]), 'NOT_A_ZIP'],
    ['half a zip', async () => (await write()).slice(0, 400), 'NOT_A_ZIP'],
    ['another zip', () => tamper((files) => delete files[archiveManifestName]), 'NOT_A_GALLERY'],
    [
      'a newer one',
      () =>
        tamper((files) => {
          files[archiveManifestName] = strToU8('{"schema":"animegan.gallery/2","characters":[]}')
        }),
      'UNKNOWN_GALLERY',
    ],
    [
      'a broken manifest',
      () => tamper((files) => (files[archiveManifestName] = strToU8('{'))),
      'UNKNOWN_GALLERY',
    ],
  ])('is refused with the reason when it is %s', async (_, create, code) => {
    await expect(readArchive(await create())).rejects.toMatchObject({ code })
  })
})

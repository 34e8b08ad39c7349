import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { createSettings } from '../character/character-settings'
import { identifyCharacter, type KeptCharacter } from './gallery-entry'
import { createMemory, type GalleryStorage, openDatabase } from './gallery-storage'
import { GalleryStore } from './gallery-store'

const create = (seed: number, time: number): KeptCharacter => {
  const settings = { ...createSettings(seed), tags: { smile: true } }
  const id = identifyCharacter(settings, '1.0.0')
  return {
    entry: { id, settings, version: '1.0.0', tags: ['smile'], attributes: {}, time, isFavourite: false },
    pictures: { png: Uint8Array.of(seed, 1), thumbnail: Uint8Array.of(seed, 2) },
  }
}

const [a, b, c] = [create(1, 100), create(2, 200), create(3, 300)] as const
const seedsOf = (store: GalleryStore) => store.getState().entries?.map(({ settings }) => settings.seed)

let databases = 0
const openNew = () => openDatabase(`test-${databases++}`)

describe.each<[string, () => Promise<GalleryStorage>]>([
  ['IndexedDB', openNew],
  ['memory', async () => createMemory()],
])('a gallery in %s', (_, open) => {
  it('keeps characters once, the last first, with their pictures', async () => {
    const store = new GalleryStore(open)
    expect(store.getState().entries).toBeUndefined()
    expect(await store.add([a, c])).toBe(2)
    expect(await store.add([b, { ...a, entry: { ...a.entry, time: 900 } }])).toBe(1)
    expect(seedsOf(store)).toEqual([3, 2, 1])
    expect(await store.read(b.entry.id, 'png')).toEqual(b.pictures.png)
    expect(await store.read(b.entry.id, 'thumbnail')).toEqual(b.pictures.thumbnail)
    expect(await store.read('unknown', 'png')).toBeUndefined()
  })

  it('moves to the top what is drawn again, and its heart stays', async () => {
    const store = new GalleryStore(open)
    await store.add([a, b])
    await store.markFavourite([a.entry.id], true)
    await store.touch([a.entry.id, 'unknown'], 500)
    expect(store.getState().entries).toEqual([{ ...a.entry, time: 500, isFavourite: true }, b.entry])
    expect(await store.read(a.entry.id, 'png')).toEqual(a.pictures.png)
  })

  it('gives back what it removes', async () => {
    const store = new GalleryStore(open)
    await store.add([a, b, c])
    const removed = await store.remove([a.entry.id, c.entry.id])
    expect(seedsOf(store)).toEqual([2])
    expect(await store.read(a.entry.id, 'thumbnail')).toBeUndefined()
    await store.add(removed)
    expect(seedsOf(store)).toEqual([3, 2, 1])
    expect(await store.read(a.entry.id, 'thumbnail')).toEqual(a.pictures.thumbnail)
    await store.clear()
    expect(seedsOf(store)).toEqual([])
    expect(await store.read(b.entry.id, 'png')).toBeUndefined()
  })

  it('does one thing after another', async () => {
    const store = new GalleryStore(open)
    await Promise.all([
      store.add([a]),
      store.add([a, b]),
      store.touch([a.entry.id], 900),
      store.remove([b.entry.id]),
    ])
    expect(store.getState().entries).toEqual([{ ...a.entry, time: 900 }])
  })
})

describe('a gallery', () => {
  it('is there the next time, and tells who listens', async () => {
    const name = `test-${databases++}`
    const first = new GalleryStore(() => openDatabase(name))
    let told = 0
    first.subscribe(() => told++)
    await first.add([a, b])
    await first.markFavourite([a.entry.id], true)
    expect(told).toBeGreaterThan(1)
    const second = new GalleryStore(() => openDatabase(name))
    expect(await second.list()).toEqual([b.entry, { ...a.entry, isFavourite: true }])
    expect(second.getState().isLasting).toBe(true)
  })

  it('follows another tab', async () => {
    const storage = await openNew()
    const [here, there] = [1, 2].map(
      () => new GalleryStore(async () => storage, new BroadcastChannel('test-tabs')),
    ) as [GalleryStore, GalleryStore]
    await there.list()
    const followed = new Promise<void>((resolve) => {
      there.subscribe(() => seedsOf(there)?.length === 1 && resolve())
    })
    await here.add([a])
    await followed
    expect(seedsOf(there)).toEqual([1])
  })

  it('is kept in memory where the browser keeps nothing', async () => {
    const store = new GalleryStore(() => Promise.reject(new Error('SecurityError')))
    await store.add([a])
    expect(store.getState()).toMatchObject({ entries: [a.entry], isLasting: false })
  })

  it('says when there is no more room, keeps what it has, and goes on once there is', async () => {
    const storage = await openNew()
    let isFull = false
    const put: GalleryStorage['put'] = (characters) =>
      isFull ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : storage.put(characters)
    const store = new GalleryStore(async () => ({ ...storage, put }))
    await store.add([a])
    isFull = true
    await expect(store.add([b])).rejects.toMatchObject({ code: 'STORAGE_FULL' })
    expect(store.getState()).toMatchObject({ entries: [a.entry], isFull: true })
    isFull = false
    await store.remove([a.entry.id])
    expect(store.getState().isFull).toBe(false)
    await store.add([b])
    expect(seedsOf(store)).toEqual([2])
  })

  it('leaves nothing half done in IndexedDB', async () => {
    const storage = await openNew()
    const broken = { ...b, pictures: { ...b.pictures, png: (() => 0) as never } }
    await expect(storage.put([a, broken])).rejects.toThrow()
    expect(await storage.list()).toEqual([])
  })
})

describe('identifyCharacter', () => {
  it('tells pictures apart, and nothing else', () => {
    const settings = {
      ...createSettings(7),
      tags: { smile: true, hat: true },
      strengths: { hat: 1, smile: 2 },
    }
    const turned = { ...settings, tags: { hat: true, smile: true }, strengths: { smile: 2, hat: 1 } }
    const id = identifyCharacter(settings, '1.0.0')
    expect(identifyCharacter(turned, '1.0.0')).toBe(id)
    const others = [
      identifyCharacter(settings, '1.1.0'),
      ...[
        { seed: 8 },
        { tags: { smile: true } },
        { truncation: 0.7 },
        { mixes: [{ seed: 1, amount: 0.5 }] },
      ].map((change) => identifyCharacter({ ...settings, ...change }, '1.0.0')),
    ]
    expect(new Set([id, ...others]).size).toBe(6)
  })
})

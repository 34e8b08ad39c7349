import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { GalleryEntry, GalleryPictures, KeptCharacter } from './gallery-entry'

/** Where kept characters lie. Every change happens whole or not at all. */
export interface GalleryStorage {
  /** Whether what lies there outlasts the page. */
  readonly isLasting: boolean
  /** All entries, in no order. */
  list(): Promise<GalleryEntry[]>
  /** Adds or replaces. Throws a `QuotaExceededError` when the browser gives no more room. */
  put(characters: readonly KeptCharacter[]): Promise<void>
  /** Replaces entries, and leaves their pictures. */
  update(entries: readonly GalleryEntry[]): Promise<void>
  /** Undefined for an unknown id. */
  read<Name extends keyof GalleryPictures>(id: string, name: Name): Promise<GalleryPictures[Name] | undefined>
  remove(ids: readonly string[]): Promise<void>
  clear(): Promise<void>
}

interface GallerySchema extends DBSchema {
  entries: { key: string; value: GalleryEntry }
  png: { key: string; value: Uint8Array<ArrayBuffer> }
  thumbnail: { key: string; value: Uint8Array<ArrayBuffer> }
}

const stores = ['entries', 'png', 'thumbnail'] as const

/** Pictures lie apart from the entries, so that thousands of entries are read at once and pictures when they are seen. */
function connect(name: string, onEnd: () => void): Promise<IDBPDatabase<GallerySchema>> {
  return openDB<GallerySchema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('entries', { keyPath: 'id' })
      database.createObjectStore('png')
      database.createObjectStore('thumbnail')
    },
    // A newer version of the site in another tab goes first.
    blocking(_current, _next, event) {
      onEnd()
      ;(event.target as IDBDatabase).close()
    },
    terminated: onEnd,
  })
}

/** Storage in this browser's IndexedDB, for as long as the browser keeps it. Rejects where there is none. */
export async function openDatabase(name: string): Promise<GalleryStorage> {
  let database: Promise<IDBPDatabase<GallerySchema>> | undefined
  const open = () => {
    database ??= connect(name, () => {
      database = undefined
    })
    return database
  }
  const begin = async () => (await open()).transaction(stores, 'readwrite')
  const change = async (
    act: (transaction: Awaited<ReturnType<typeof begin>>) => Iterable<Promise<unknown>>,
  ): Promise<void> => {
    const transaction = await begin()
    const requests: Promise<unknown>[] = [transaction.done]
    let thrown: unknown
    try {
      for (const request of act(transaction)) requests.push(request)
    } catch (error) {
      thrown = error
      transaction.abort()
    }
    const results = await Promise.allSettled(requests)
    const failed = results.find((result) => result.status === 'rejected')
    // Requests of a transaction that had to stop say only that; the transaction says why.
    if (failed) throw thrown ?? transaction.error ?? failed.reason
  }
  await open()
  return {
    isLasting: true,
    list: async () => await (await open()).getAll('entries'),
    put: (characters) =>
      change(function* (transaction) {
        for (const { entry, pictures } of characters) {
          yield transaction.objectStore('entries').put(entry)
          yield transaction.objectStore('png').put(pictures.png, entry.id)
          yield transaction.objectStore('thumbnail').put(pictures.thumbnail, entry.id)
        }
      }),
    update: (entries) =>
      change((transaction) => entries.map((entry) => transaction.objectStore('entries').put(entry))),
    read: async (id, name) => await (await open()).get(name, id),
    remove: (ids) =>
      change((transaction) =>
        ids.flatMap((id) => stores.map((store) => transaction.objectStore(store).delete(id))),
      ),
    clear: () => change((transaction) => stores.map((store) => transaction.objectStore(store).clear())),
  }
}

/** Storage for as long as the page is open, where the browser has no other. */
export function createMemory(): GalleryStorage {
  const characters = new Map<string, KeptCharacter>()
  return {
    isLasting: false,
    list: async () => [...characters.values()].map(({ entry }) => entry),
    put: async (added) => {
      for (const character of added) characters.set(character.entry.id, character)
    },
    update: async (entries) => {
      for (const entry of entries) {
        const kept = characters.get(entry.id)
        if (kept) characters.set(entry.id, { ...kept, entry })
      }
    },
    read: async (id, name) => characters.get(id)?.pictures[name],
    remove: async (ids) => {
      for (const id of ids) characters.delete(id)
    },
    clear: async () => characters.clear(),
  }
}

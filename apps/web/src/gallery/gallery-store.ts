import { AnimeganError } from '@animegan/core'
import type { GalleryEntry, GalleryPictures, KeptCharacter } from './gallery-entry'
import { createMemory, type GalleryStorage, openDatabase } from './gallery-storage'

/** What is in the gallery now. */
export interface GalleryState {
  /** The last drawn first; undefined until they are read. */
  entries: readonly GalleryEntry[] | undefined
  /** Whether they are still here the next time. */
  isLasting: boolean
  /** Whether the browser refused to keep more. */
  isFull: boolean
}

/** Keeps characters, and tells who listens. Changes run one after another. */
export class GalleryStore {
  #state: GalleryState = { entries: undefined, isLasting: true, isFull: false }
  #storage: Promise<GalleryStorage> | undefined
  #last: Promise<unknown> = Promise.resolve()
  readonly #open: () => Promise<GalleryStorage>
  readonly #channel: BroadcastChannel | undefined
  readonly #listeners = new Set<() => void>()

  /** Where `open` rejects, characters are kept in memory. Galleries in other tabs with the same `channel` follow each other. */
  constructor(open: () => Promise<GalleryStorage>, channel?: BroadcastChannel) {
    this.#open = open
    this.#channel = channel
    channel?.addEventListener('message', () => void this.#run((storage) => this.#load(storage)))
  }

  readonly getState = (): GalleryState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** All entries, the last drawn first. */
  async list(): Promise<readonly GalleryEntry[]> {
    return await this.#run(async () => this.#entries())
  }

  /**
   * Adds characters that are not here yet, and counts them. Throws an `AnimeganError` with the code `STORAGE_FULL` when the browser
   * gives no more room: then none of them is kept.
   */
  async add(characters: readonly KeptCharacter[]): Promise<number> {
    return await this.#run(async (storage) => {
      const known = new Set(this.#entries().map(({ id }) => id))
      const added = characters.filter(({ entry }) => !known.has(entry.id))
      if (added.length === 0) return 0
      await storage.put(added)
      this.#change([...added.map(({ entry }) => entry), ...this.#entries()])
      return added.length
    })
  }

  /** Moves characters to the top, as drawn at `time`, in milliseconds since 1970. */
  async touch(ids: readonly string[], time: number): Promise<void> {
    await this.#update(ids, (entry) => ({ ...entry, time }))
  }

  async markFavourite(ids: readonly string[], isFavourite: boolean): Promise<void> {
    await this.#update(ids, (entry) => ({ ...entry, isFavourite }))
  }

  /** Takes characters out, and returns them, for whoever wants to undo it. */
  async remove(ids: readonly string[]): Promise<KeptCharacter[]> {
    return await this.#run(async (storage) => {
      const gone = new Set(ids)
      const removed = await Promise.all(
        this.#entries()
          .filter(({ id }) => gone.has(id))
          .map(async (entry) => await readCharacter(storage, entry)),
      )
      await storage.remove(ids)
      this.#set({ isFull: false })
      this.#change(this.#entries().filter(({ id }) => !gone.has(id)))
      return removed.filter((character) => character !== undefined)
    })
  }

  async clear(): Promise<void> {
    await this.#run(async (storage) => {
      await storage.clear()
      this.#set({ isFull: false })
      this.#change([])
    })
  }

  /** One of the pictures of a character; undefined when it is not here any more. */
  async read<Name extends keyof GalleryPictures>(
    id: string,
    name: Name,
  ): Promise<GalleryPictures[Name] | undefined> {
    const storage = await this.#ready()
    return await storage.read(id, name)
  }

  #entries(): readonly GalleryEntry[] {
    return this.#state.entries ?? []
  }

  async #update(ids: readonly string[], act: (entry: GalleryEntry) => GalleryEntry): Promise<void> {
    await this.#run(async (storage) => {
      const meant = new Set(ids)
      const changed = this.#entries().map((entry) => (meant.has(entry.id) ? act(entry) : entry))
      const updated = changed.filter(({ id }) => meant.has(id))
      if (updated.length === 0) return
      await storage.update(updated)
      this.#change(changed)
    })
  }

  #ready(): Promise<GalleryStorage> {
    this.#storage ??= this.#open()
      .then((storage) => this.#load(storage))
      .catch(() => this.#load(createMemory()))
    return this.#storage
  }

  async #load(storage: GalleryStorage): Promise<GalleryStorage> {
    const entries = await storage.list()
    this.#set({ entries: sortByTime(entries), isLasting: storage.isLasting })
    return storage
  }

  #run<Result>(act: (storage: GalleryStorage) => Promise<Result>): Promise<Result> {
    const result = this.#last.then(async () => {
      try {
        return await act(await this.#ready())
      } catch (error) {
        throw this.#explain(error)
      }
    })
    this.#last = result.catch(() => undefined)
    return result
  }

  #explain(error: unknown): unknown {
    if (!(error instanceof Error && error.name === 'QuotaExceededError')) return error
    this.#set({ isFull: true })
    return new AnimeganError(
      'STORAGE_FULL',
      'The browser gives this site no more room. Delete characters from the gallery, or export and clear it.',
      { cause: error },
    )
  }

  #change(entries: readonly GalleryEntry[]): void {
    this.#set({ entries: sortByTime(entries) })
    this.#channel?.postMessage('changed')
  }

  #set(change: Partial<GalleryState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

async function readCharacter(
  storage: GalleryStorage,
  entry: GalleryEntry,
): Promise<KeptCharacter | undefined> {
  const [png, thumbnail] = await Promise.all([
    storage.read(entry.id, 'png'),
    storage.read(entry.id, 'thumbnail'),
  ])
  return png && thumbnail ? { entry, pictures: { png, thumbnail } } : undefined
}

const sortByTime = (entries: readonly GalleryEntry[]): GalleryEntry[] =>
  [...entries].sort((a, b) => b.time - a.time)

/** The visitor's gallery, shared by all pages. */
export const gallery = new GalleryStore(
  () => openDatabase('animegan-gallery'),
  typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('animegan-gallery'),
)

import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'

/** Bytes of a SHA-256, which stands before each vector. */
const keyBytes = 32

/** Where a vector is. */
interface Place {
  file: FileHandle
  position: number
}

/**
 * Vectors on disk by the SHA-256 of what they were made of, so that each is computed once. Files are only appended to, each by
 * one process; an entry that a killed process left half written is not seen.
 */
export class FeatureCache {
  readonly #places = new Map<string, Place>()
  readonly #files: FileHandle[] = []
  #own: { file: FileHandle; end: number } | undefined
  #last: Promise<void> = Promise.resolve()

  private constructor(
    readonly dir: string,
    /** Numbers in a vector. */
    readonly size: number,
  ) {}

  /** Opens the cache in a folder, which need not exist and holds vectors of one model alone. Throws `NOT_WRITABLE`. */
  static async open(dir: string, size: number): Promise<FeatureCache> {
    const cache = new FeatureCache(dir, size)
    const names = (await readdir(dir).catch(() => [])).filter((name) => name.endsWith('.f32')).sort()
    try {
      for (const name of names) await cache.#readKeys(join(dir, name))
    } catch (error) {
      await cache[Symbol.asyncDispose]()
      throw error
    }
    return cache
  }

  has(sha256: string): boolean {
    return this.#places.has(sha256)
  }

  /** Keeps a vector. Throws `NOT_WRITABLE`. */
  add(sha256: string, vector: Float32Array): Promise<void> {
    this.#last = this.#last.then(() => this.#append(sha256, vector))
    return this.#last
  }

  /** Reads a vector that the cache has into `target`. */
  async read(sha256: string, target: Float32Array): Promise<void> {
    const { file, position } = this.#places.get(sha256)!
    await file.read(bytesOf(target), { position: position + keyBytes })
  }

  get #entryBytes(): number {
    return keyBytes + 4 * this.size
  }

  async #readKeys(path: string): Promise<void> {
    const file = await open(path, 'r')
    this.#files.push(file)
    const key = Buffer.alloc(keyBytes)
    const entries = Math.floor((await file.stat()).size / this.#entryBytes)
    for (let entry = 0; entry < entries; entry++) {
      const position = entry * this.#entryBytes
      await file.read(key, { position })
      this.#places.set(key.toString('hex'), { file, position })
    }
  }

  async #append(sha256: string, vector: Float32Array): Promise<void> {
    try {
      this.#own ??= { file: await this.#create(), end: 0 }
      const own = this.#own
      await own.file.appendFile(Buffer.concat([Buffer.from(sha256, 'hex'), bytesOf(vector)]))
      this.#places.set(sha256, { file: own.file, position: own.end })
      own.end += this.#entryBytes
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new AnimeganError('NOT_WRITABLE', `cannot write features to ${this.dir}: ${reason}`, { cause })
    }
  }

  async #create(): Promise<FileHandle> {
    await mkdir(this.dir, { recursive: true })
    const file = await open(join(this.dir, `${Date.now()}-${randomUUID()}.f32`), 'ax+')
    this.#files.push(file)
    return file
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const file of this.#files) await file.close()
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

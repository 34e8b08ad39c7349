import { randomUUID } from 'node:crypto'
import { closeSync, fdatasyncSync, mkdirSync, openSync, readdirSync, readSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { AnimeganError } from '@animegan/core'
import { type Fingerprint, thumbnailBytes } from './fingerprint.js'

/** Raised whenever fingerprints come out otherwise, so that old ones are not used. */
const version = 1

// A line of the file, without separators: SHA-256 of the picture's file, hash of the pixels, width, height, thumbnail, checksum.
const at = { sha256: 0, pixels: 32, width: 48, height: 52, thumbnail: 56, checksum: 56 + thumbnailBytes }
const lineBytes = at.checksum + 4

/** What is known of a picture without its thumbnail. */
export type StoredFingerprint = Omit<Fingerprint, 'thumbnail'>

interface Place {
  file: number
  position: number
}

/**
 * Fingerprints by the SHA-256 of the picture's file, on the disk, so that a picture is decoded once. Memory holds only where each
 * lies; thumbnails are read when they are asked for. Every process that adds some writes a file of its own, and a line that it left
 * half written when it was killed is passed over.
 */
export class FingerprintStore {
  readonly #folder: string
  readonly #places = new Map<string, Place>()
  readonly #files: number[] = []
  #own: number | undefined
  #position = 0

  /** @param root folder of the journals */
  constructor(root: string) {
    this.#folder = join(root, `fingerprints-${version}`)
    for (const name of listFiles(this.#folder)) this.#scan(openSync(join(this.#folder, name), 'r'))
  }

  has(sha256: string): boolean {
    return this.#places.has(sha256)
  }

  /** Throws `NOT_WRITABLE`. */
  add(sha256: string, fingerprint: Fingerprint): void {
    const line = Buffer.alloc(lineBytes)
    line.write(sha256, at.sha256, 'hex')
    line.write(fingerprint.pixels, at.pixels, 'hex')
    line.writeUInt32LE(fingerprint.width, at.width)
    line.writeUInt32LE(fingerprint.height, at.height)
    line.set(fingerprint.thumbnail, at.thumbnail)
    line.writeUInt32LE(crc32(line.subarray(0, at.checksum)), at.checksum)
    try {
      this.#own ??= this.#create()
      writeSync(this.#own, line, 0, lineBytes, this.#position)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new AnimeganError('NOT_WRITABLE', `cannot write below ${this.#folder}: ${reason}`, { cause })
    }
    this.#places.set(sha256, { file: this.#own, position: this.#position })
    this.#position += lineBytes
  }

  /** Throws a RangeError for a picture that was never added. */
  read(sha256: string): StoredFingerprint {
    const head = this.#read(sha256, 0, at.thumbnail)
    return {
      pixels: head.toString('hex', at.pixels, at.width),
      width: head.readUInt32LE(at.width),
      height: head.readUInt32LE(at.height),
    }
  }

  /** Throws a RangeError for a picture that was never added. */
  readThumbnail(sha256: string): Uint8Array {
    return this.#read(sha256, at.thumbnail, thumbnailBytes)
  }

  [Symbol.dispose](): void {
    if (this.#own !== undefined) fdatasyncSync(this.#own)
    for (const file of this.#files) closeSync(file)
  }

  #read(sha256: string, offset: number, length: number): Buffer {
    const place = this.#places.get(sha256)
    if (place === undefined) throw new RangeError(`no fingerprint of ${sha256} is stored`)
    const bytes = Buffer.alloc(length)
    readSync(place.file, bytes, 0, length, place.position + offset)
    return bytes
  }

  #create(): number {
    mkdirSync(this.#folder, { recursive: true })
    const file = openSync(join(this.#folder, `${Date.now()}-${randomUUID()}.bin`), 'wx+')
    this.#files.push(file)
    return file
  }

  #scan(file: number): void {
    this.#files.push(file)
    const line = Buffer.alloc(lineBytes)
    for (
      let position = 0;
      readSync(file, line, 0, lineBytes, position) === lineBytes;
      position += lineBytes
    ) {
      if (line.readUInt32LE(at.checksum) !== crc32(line.subarray(0, at.checksum))) continue
      this.#places.set(line.toString('hex', at.sha256, at.pixels), { file, position })
    }
  }
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.bin'))
      .sort()
  } catch {
    return []
  }
}

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'

/** A file in a tar archive. */
export interface TarEntry {
  name: string
  /** What tar calls it: `file`, `symlink`, `link`, `directory`, ... */
  type: string
  /** Where its bytes begin in the archive. */
  offset: number
  size: number
  /** Of its bytes, in hexadecimal. */
  sha256: string
}

const headerLength = 512

/**
 * Lists the files of a tar archive from the first to the last, whose bytes are hashed and not kept. Throws an error that says what is wrong
 * with the archive, after the entries before that.
 */
export async function* listTarEntries(path: string): AsyncGenerator<TarEntry> {
  const archive = extract()
  const reading = pipeline(createReadStream(path), archive)
  // A failure of either comes out of the loop.
  reading.catch(() => undefined)
  for await (const entry of archive) {
    const { name, type, size } = entry.header
    const hash = createHash('sha256')
    for await (const chunk of entry) hash.update(chunk as Buffer)
    yield { name, type, offset: entry.offset + headerLength, size, sha256: hash.digest('hex') }
  }
  await reading
}

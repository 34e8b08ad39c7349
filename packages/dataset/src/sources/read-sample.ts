import { type FileHandle, open } from 'node:fs/promises'
import { parseObject } from './foreign-metadata.js'
import type { Refusal } from './import-item.js'
import type { TarEntry } from './tar-entries.js'

/** Where a sample's parts lie in its archive. */
export interface SamplePlace {
  archive: string
  picture: TarEntry
  /** By extension: json, txt, cls. */
  about: Map<string, TarEntry>
}

/** Reads a sample's picture, and its columns: the fields of json, `text` from txt, `cls`. */
export async function readSample({
  archive,
  picture,
  about,
}: SamplePlace): Promise<{ bytes: Buffer; columns: Record<string, unknown> } | { refusal: Refusal }> {
  const file = await open(archive)
  try {
    const columns: Record<string, unknown> = {}
    for (const [extension, entry] of about) {
      const text = (await readEntry(file, entry)).toString('utf8')
      const part = readPart(extension, text)
      if ('refusal' in part) return part
      Object.assign(columns, part.columns)
    }
    return { bytes: await readEntry(file, picture), columns }
  } finally {
    await file.close()
  }
}

async function readEntry(file: FileHandle, { offset, size }: TarEntry): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(size), 0, size, offset)
  return buffer.subarray(0, bytesRead)
}

function readPart(extension: string, text: string): ReturnType<typeof parseObject> {
  if (extension === 'json') return parseObject(text)
  const value = text.trim()
  return {
    columns: extension === 'txt' ? { text: value } : { cls: /^\d+$/.test(value) ? Number(value) : value },
  }
}

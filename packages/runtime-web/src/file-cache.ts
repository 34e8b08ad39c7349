import type { StoredFile } from '@animegan/core'

/** One name a layout; another layout gets another number and forgets what this one kept. */
const cacheName = 'animegan-1'

/** Keys need the form of addresses; nothing is ever fetched from these. */
const keyOf = (kind: 'file' | 'part' | 'sample' | 'manifest', name: string): string =>
  `https://cache.animegan.invalid/${kind}/${encodeURIComponent(name)}`

type Digest = Pick<StoredFile, 'sha256'>

/** Undefined where there is no Cache API: outside of secure contexts, and where the browser was told to keep nothing. */
async function openCache(): Promise<Cache | undefined> {
  return await globalThis.caches?.open(cacheName).catch(() => undefined)
}

/** Whether a file is kept; it may still turn out to be damaged. */
export async function hasFile({ sha256 }: Digest): Promise<boolean> {
  const cache = await openCache()
  return (await cache?.match(keyOf('file', sha256))) !== undefined
}

/** A kept file, not yet verified. */
export const readFile = ({ sha256 }: Digest): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  read(keyOf('file', sha256))

/** Keeps a file, and forgets its parts. Where there is no room it is not kept. */
export async function keepFile({ sha256 }: Digest, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await write(keyOf('file', sha256), bytes)
  await forgetParts({ sha256 })
}

/** Forgets a file and its parts. */
export async function forgetFile({ sha256 }: Digest): Promise<void> {
  const cache = await openCache()
  await cache?.delete(keyOf('file', sha256))
  await forgetParts({ sha256 })
}

/** Keeps a piece of a file that is still being downloaded. */
export const keepPart = ({ sha256 }: Digest, begin: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
  write(keyOf('part', `${sha256}-${begin}`), bytes)

/** Fills `bytes` with what is kept of a file, from its begin, and resolves with how much that is. */
export async function readParts({ sha256 }: Digest, bytes: Uint8Array): Promise<number> {
  let done = 0
  for (;;) {
    const part = await read(keyOf('part', `${sha256}-${done}`))
    if (!part?.length || done + part.length > bytes.length) return done
    bytes.set(part, done)
    done += part.length
  }
}

async function forgetParts({ sha256 }: Digest): Promise<void> {
  const cache = await openCache()
  if (!cache) return
  const prefix = keyOf('part', `${sha256}-`)
  const keys = (await cache.keys()).filter(({ url }) => url.startsWith(prefix))
  await Promise.all(keys.map((key) => cache.delete(key)))
}

/** The manifest that came last from an address. */
export const readManifest = (url: URL): Promise<Uint8Array<ArrayBuffer> | undefined> =>
  read(keyOf('manifest', url.href))

export const keepManifest = (url: URL, bytes: Uint8Array<ArrayBuffer>): Promise<void> =>
  write(keyOf('manifest', url.href), bytes)

/** Forgets the manifest of an address. */
export async function forgetManifest(url: URL): Promise<void> {
  const cache = await openCache()
  await cache?.delete(keyOf('manifest', url.href))
}

/** The outputs' sample of a model, as the CPU computed it. */
export async function readSample({ sha256 }: Digest): Promise<Float32Array | undefined> {
  const bytes = await read(keyOf('sample', sha256))
  return bytes && bytes.length % 4 === 0 ? new Float32Array(bytes.buffer) : undefined
}

export const keepSample = ({ sha256 }: Digest, sample: Float32Array): Promise<void> =>
  write(keyOf('sample', sha256), Uint8Array.from(new Uint8Array(sample.buffer)))

/** Forgets everything. */
export async function forgetAll(): Promise<void> {
  await globalThis.caches?.delete(cacheName).catch(() => undefined)
}

async function read(key: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const response = await (await openCache())?.match(key)
    return response && new Uint8Array(await response.arrayBuffer())
  } catch {
    return undefined
  }
}

/** What cannot be kept, mostly for lack of room, comes from the network again the next time. */
async function write(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    await (await openCache())?.put(key, new Response(bytes))
  } catch {}
}

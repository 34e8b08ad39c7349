import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { createGunzip } from 'node:zlib'
import { AnimeganError, InvalidInputError, throwIfAborted } from '@animegan/core'
import { type StreamDownloadOptions, streamDownload, writeFileAtomic } from '@animegan/runtime-node'
import { type AssetRecord, assetRecordFile, type StoredFile } from './asset-record.js'
import type { Asset, AssetFile } from './assets.js'

export interface ReceiveAssetFileOptions extends Pick<StreamDownloadOptions, 'signal' | 'onProgress'> {
  /** Where it goes. */
  path: string
  /** As in `FetchAssetOptions`. */
  from?: string | undefined
  /** What came the last time. */
  known?: AssetRecord['files'][string] | undefined
}

/**
 * Writes one file of an asset, whole and with the bytes that are expected, or not at all.
 * Throws `ASSET_NOT_FOUND`, `ASSET_CHANGED`, `DOWNLOAD_FAILED`, `NOT_WRITABLE` and `ABORTED`.
 */
export async function receiveAssetFile(
  asset: Asset,
  file: AssetFile,
  options: ReceiveAssetFileOptions,
): Promise<StoredFile & { source: string }> {
  const { path, known } = options
  const source = await locateSource(asset, file, options.from)
  const hash = createHash('sha256')
  const received = { bytes: 0, sha256: '', source: source.href }
  async function* check(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      throwIfAborted(options.signal, `reading ${source.href}`)
      hash.update(chunk)
      received.bytes += chunk.length
      yield chunk
    }
    received.sha256 = hash.digest('hex')
    const expected = file.sha256 ?? known?.sha256
    if (expected === undefined || received.sha256 === expected) return
    const came = `${source.href}: SHA-256 ${received.sha256} (${received.bytes} bytes), expected ${expected}`
    const remedy = file.sha256
      ? `this is not the ${file.name} that is known to work; get it from ${file.url}`
      : `that came on ${known?.at}; if the new one is right, remove ${join(dirname(path), assetRecordFile)}`
    throw new AnimeganError('ASSET_CHANGED', `${came}; ${remedy}`)
  }
  const published = read(source, asset, file, options)
  await writeFileAtomic(path, check(isPacked(source, file) ? unpack(published, source) : published))
  return received
}

/** Where the file comes from: its publisher's address, or its place in `from`. */
async function locateSource(asset: Asset, file: AssetFile, from: string | undefined): Promise<URL> {
  if (from === undefined) return new URL(file.url)
  const only = asset.files.length === 1
  if (/^https?:\/\//i.test(from) && URL.canParse(from)) {
    return from.endsWith('/') || !only
      ? new URL(basename(file.url), from.replace(/\/?$/, '/'))
      : new URL(from)
  }
  const path = resolve(from)
  const found = await stat(path).catch(() => undefined)
  if (found?.isFile() && only) return pathToFileURL(path)
  for (const name of found?.isDirectory() ? [file.name, basename(file.url)] : []) {
    const inside = join(path, name)
    if ((await stat(inside).catch(() => undefined))?.isFile()) return pathToFileURL(inside)
  }
  const names = asset.files.map(({ name }) => name).join(', ')
  throw new InvalidInputError(
    'ASSET_NOT_FOUND',
    `--from: expected a folder with ${names}${only ? ', or that file' : ''}; ` +
      (found ? `${file.name} is not in ${from}` : `there is no ${from}`),
  )
}

function read(
  source: URL,
  asset: Asset,
  file: AssetFile,
  { signal, onProgress }: ReceiveAssetFileOptions,
): AsyncIterable<Uint8Array> {
  if (source.protocol === 'file:') return createReadStream(source) as AsyncIterable<Uint8Array>
  const remedy = `if you have ${file.name}, give it with animegan assets get ${asset.name} --from PATH`
  return streamDownload(source, { signal, onProgress, missing: { code: 'ASSET_NOT_FOUND', remedy } })
}

const isPacked = (source: URL, { name }: AssetFile): boolean =>
  source.pathname.endsWith('.gz') && !name.endsWith('.gz')

async function* unpack(chunks: AsyncIterable<Uint8Array>, source: URL): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip()
  const fed = pipeline(chunks, gunzip)
  // Reading from gunzip fails in the same way, and sooner.
  fed.catch(() => undefined)
  try {
    yield* gunzip as AsyncIterable<Uint8Array>
    await fed
  } catch (error) {
    if (AnimeganError.isInstance(error)) throw error
    const { message } = error as Error
    throw new AnimeganError('DOWNLOAD_FAILED', `${source.href} is no whole gzip file: ${message}`, {
      cause: error,
    })
  }
}

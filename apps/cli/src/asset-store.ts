import { join } from 'node:path'
import { AnimeganError, throwIfAborted } from '@animegan/core'
import { findCacheDir, writeFileAtomic } from '@animegan/runtime-node'
import { receiveAssetFile } from './asset-download.js'
import { type AssetRecord, assetRecordFile, isIntact, measureFile, readAssetRecord } from './asset-record.js'
import type { Asset } from './assets.js'

export interface FetchAssetOptions {
  /** A file, a folder or an address that holds the asset's files, in place of where they are published. */
  from?: string | undefined
  /** Default: `findCacheDir()`. */
  cacheDir?: string | undefined
  signal?: AbortSignal | undefined
  /** Bytes of the current file, so far and in all; then whatever the preparation counts. */
  onProgress?: ((progress: { done: number; total?: number | undefined }) => void) | undefined
  /** Called with a sentence when a file is trusted because it is the first of its name. */
  warn?: ((message: string) => void) | undefined
}

/** An asset in the cache. */
export interface StoredAsset {
  folder: string
  /** All its files: those published and those made of them. */
  paths: string[]
}

const folderOf = (asset: Asset, cacheDir = findCacheDir()): string => join(cacheDir, 'assets', asset.name)

const listPaths = (asset: Asset, folder: string): string[] =>
  [...asset.files.map(({ name }) => name), ...(asset.preparation?.makes ?? [])].map((name) =>
    join(folder, name),
  )

/** What a file of an asset must be: as this program knows it, else as it came the first time. */
const expectationOf = (file: Asset['files'][number], record: AssetRecord) =>
  file.sha256 === undefined ? record.files[file.name] : { sha256: file.sha256 }

async function isPrepared(asset: Asset, folder: string, record: AssetRecord): Promise<boolean> {
  const { preparation } = asset
  if (!preparation) return true
  if (record.prepared?.version !== preparation.version) return false
  for (const name of preparation.makes) {
    if (!(await isIntact(join(folder, name), record.prepared.files[name]))) return false
  }
  return true
}

/**
 * The asset as it lies in the cache, every file checked. Throws `ASSET_NOT_FOUND`, which says how to get it, when it is not
 * there or not whole.
 */
export async function findAsset(
  asset: Asset,
  options: Pick<FetchAssetOptions, 'cacheDir'> = {},
): Promise<StoredAsset> {
  const folder = folderOf(asset, options.cacheDir)
  const record = await readAssetRecord(folder, asset.name)
  const missing = (what: string) =>
    new AnimeganError('ASSET_NOT_FOUND', `${what}; get it with: animegan assets get ${asset.name}`)
  for (const file of asset.files) {
    if (await isIntact(join(folder, file.name), expectationOf(file, record))) continue
    throw missing(`${file.name} of ${asset.name} is not in ${folder}, or not whole`)
  }
  if (!(await isPrepared(asset, folder, record))) throw missing(`${asset.name} is not prepared in ${folder}`)
  return { folder, paths: listPaths(asset, folder) }
}

/**
 * Brings an asset into the cache, but for the files that are there already, and prepares it.
 * Throws `ASSET_NOT_FOUND`, `ASSET_CHANGED` for other bytes than expected, `DOWNLOAD_FAILED`, `NOT_WRITABLE` and `ABORTED`.
 */
export async function fetchAsset(asset: Asset, options: FetchAssetOptions = {}): Promise<StoredAsset> {
  const { signal, onProgress, warn } = options
  const folder = folderOf(asset, options.cacheDir)
  const record = await readAssetRecord(folder, asset.name)
  const save = () =>
    writeFileAtomic(join(folder, assetRecordFile), Buffer.from(`${JSON.stringify(record, null, 2)}\n`))

  for (const file of asset.files) {
    const path = join(folder, file.name)
    if (await isIntact(path, expectationOf(file, record))) continue
    const known = record.files[file.name]
    const received = await receiveAssetFile(asset, file, { ...options, path, known })
    record.files[file.name] = { ...received, at: new Date().toISOString() }
    delete record.prepared
    await save()
    if (file.sha256 === undefined && known === undefined) {
      warn?.(
        `the SHA-256 of ${file.name} was not known; ${received.sha256} came from ${received.source} and is expected from now on`,
      )
    }
  }

  const { preparation } = asset
  if (preparation && !(await isPrepared(asset, folder, record))) {
    throwIfAborted(signal, `preparing ${asset.name}`)
    await preparation.prepare(folder, { signal, onProgress })
    const files: NonNullable<AssetRecord['prepared']>['files'] = {}
    for (const name of preparation.makes) {
      const made = await measureFile(join(folder, name))
      if (!made) throw new AnimeganError('ASSET_CORRUPT', `preparing ${asset.name} made no ${name}`)
      files[name] = made
    }
    record.prepared = { version: preparation.version, files }
    await save()
  }
  return { folder, paths: listPaths(asset, folder) }
}

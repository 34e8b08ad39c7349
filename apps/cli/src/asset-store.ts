import { join } from 'node:path'
import { AnimeganError, throwIfAborted } from '@animegan/core'
import { findCacheDir, writeFileAtomic } from '@animegan/runtime-node'
import { receiveAssetFile } from './asset-download.js'
import {
  type AssetRecord,
  assetRecordFile,
  isIntact,
  measureFile,
  readAssetRecord,
  type StoredFile,
} from './asset-record.js'
import type { Asset, AssetPreparation } from './assets.js'

export interface FetchAssetOptions {
  /**
   * A file, a folder or an address that holds the asset's files, in place of where they are published; for an asset of an npm
   * package, the folder that the package is installed in.
   */
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
  /** Of its files, as {@link listAssetFiles} names them. */
  paths: string[]
}

const folderOf = (asset: Asset, cacheDir = findCacheDir()): string => join(cacheDir, 'assets', asset.name)

/** Names of an asset's files: those published, or those made of them. */
export const listAssetFiles = ({ preparation, files }: Asset): readonly string[] =>
  preparation?.makes ?? files.map(({ name }) => name)

const listPaths = (asset: Asset, folder: string): string[] =>
  listAssetFiles(asset).map((name) => join(folder, name))

/** What a file of an asset must be: as this program knows it, else as it came the first time. */
const expectationOf = (file: Asset['files'][number], record: AssetRecord) =>
  file.sha256 === undefined ? record.files[file.name] : { sha256: file.sha256 }

/** The first file that is missing or damaged; undefined when the asset is whole. */
async function findFlaw(asset: Asset, folder: string, record: AssetRecord): Promise<string | undefined> {
  const { preparation } = asset
  const prepared = record.prepared?.version === preparation?.version ? record.prepared?.files : undefined
  const expected = preparation
    ? preparation.makes.map((name) => [name, prepared?.[name]] as const)
    : asset.files.map((file) => [file.name, expectationOf(file, record)] as const)
  for (const [name, bytes] of expected) if (!(await isIntact(join(folder, name), bytes))) return name
  return undefined
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
  const flaw = await findFlaw(asset, folder, record)
  if (flaw !== undefined) {
    throw new AnimeganError(
      'ASSET_NOT_FOUND',
      `${flaw} of ${asset.name} is not in ${folder}, or not whole; get it with: animegan assets get ${asset.name}`,
    )
  }
  return { folder, paths: listPaths(asset, folder) }
}

/**
 * Brings an asset into the cache, but for the files that are there already, and prepares it.
 * Throws `ASSET_NOT_FOUND`, `ASSET_CHANGED` for other bytes than expected, `DOWNLOAD_FAILED`, `NOT_WRITABLE`, `ABORTED`, and
 * what the preparation throws.
 */
export async function fetchAsset(asset: Asset, options: FetchAssetOptions = {}): Promise<StoredAsset> {
  const { from, signal, onProgress, warn } = options
  const folder = folderOf(asset, options.cacheDir)
  const record = await readAssetRecord(folder, asset.name)
  const save = () =>
    writeFileAtomic(join(folder, assetRecordFile), Buffer.from(`${JSON.stringify(record, null, 2)}\n`))
  if ((await findFlaw(asset, folder, record)) === undefined)
    return { folder, paths: listPaths(asset, folder) }

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
  if (preparation) {
    throwIfAborted(signal, `preparing ${asset.name}`)
    try {
      await preparation.prepare(folder, { from, signal, onProgress })
    } catch (error) {
      if (areFilesWrong(error)) {
        for (const { name, sha256 } of asset.files) if (sha256 === undefined) delete record.files[name]
        await save()
      }
      throw error
    }
    record.prepared = {
      version: preparation.version,
      files: await measureMade(asset.name, preparation, folder),
    }
    await save()
  }
  return { folder, paths: listPaths(asset, folder) }
}

const areFilesWrong = (error: unknown): boolean =>
  AnimeganError.isInstance(error) && error.code.startsWith('WEIGHTS_')

async function measureMade(
  asset: string,
  { makes }: AssetPreparation,
  folder: string,
): Promise<Record<string, StoredFile>> {
  const files: Record<string, StoredFile> = {}
  for (const name of makes) {
    const made = await measureFile(join(folder, name))
    if (!made) throw new AnimeganError('ASSET_CORRUPT', `preparing ${asset} made no ${name}`)
    files[name] = made
  }
  return files
}

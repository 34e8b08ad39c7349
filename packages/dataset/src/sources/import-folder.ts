import { availableParallelism } from 'node:os'
import type { ItemStage, StageItem } from '../stages/stage.js'
import { completeLimits } from './decode-picture.js'
import {
  hashParts,
  type ImportOptions,
  importItem,
  importStage,
  type Refusal,
  refuseItem,
  rejectItem,
  type SourceItem,
} from './import-item.js'
import { isPictureName } from './picture-name.js'
import { readSourceFile } from './read-source-file.js'
import { checkSourceFolder, nameSource } from './source-folder.js'
import { type FolderEntry, walkFolder } from './walk-folder.js'

export interface ImportFolderOptions extends ImportOptions {
  /** The folder; it is only read. */
  path: string
  /** `folder`: the first level of folders is one folder a work (a game, a book), and its name is the work's id. Default: works are unknown. */
  work?: 'folder' | undefined
  /** Hears of what is not looked at: hidden files and folders, and others whose name is no picture's. */
  onPassedOver?: ((name: string, why: 'hidden' | 'other') => void) | undefined
}

type FolderPlace = { path: Buffer }

/**
 * A stage that imports every picture below a folder, in the order of the bytes of their paths, see {@link importPicture}.
 * What is no picture though it is named like one, symbolic links, pipes and what cannot be read become rejects; nothing outside the
 * folder is followed.
 *
 * Listing throws `INVALID_OPTION` when the folder cannot be read, or holds the data set that it is imported into.
 */
export function createImportFolderStage(options: ImportFolderOptions): ItemStage<SourceItem<FolderPlace>> {
  const { path, year, work, onPassedOver, source = nameSource(path) } = options
  const limits = completeLimits(options)
  return {
    name: importStage,
    settings: { kind: 'folder', version: 1, source, year, work, ...limits },
    concurrency: availableParallelism(),
    async *list(_, { folder }) {
      await checkSourceFolder(path, folder)
      for await (const entry of walkFolder(path)) {
        if (entry.kind === 'hidden') onPassedOver?.(entry.name, 'hidden')
        else if (entry.kind === 'file' && !isPictureName(entry.name)) onPassedOver?.(entry.name, 'other')
        else yield await listEntry(entry, limits.maxBytes)
      }
    },
    async process(item, { folder }) {
      const { name } = item
      if ('refusal' in item) return rejectItem(name, source, item.refusal)
      const bytes = await readSourceFile(item.path, limits.maxBytes)
      if (!Buffer.isBuffer(bytes)) return rejectItem(name, source, bytes)
      const [top, ...rest] = name.split('/')
      const origin = work === 'folder' && rest.length > 0 ? { name, work: top } : { name }
      const columns = { tags: [], ...(year === undefined ? {} : { year }), source, split: 'train', origin }
      return importItem(name, bytes, columns, limits, folder)
    },
  }
}

const refusals: Record<'link' | 'special' | 'closed', Refusal> = {
  link: {
    reason: 'symbolic-link',
    detail: 'it is a symbolic link, and links are not followed; copy what it points to',
  },
  special: { reason: 'not-a-file', detail: 'it is a pipe, socket or device' },
  closed: { reason: 'unreadable-folder', detail: 'the folder cannot be read, so nothing in it was imported' },
}

async function listEntry(entry: FolderEntry, maxBytes: number): Promise<StageItem<SourceItem<FolderPlace>>> {
  const { name, path, kind } = entry
  if (kind !== 'file' && kind !== 'hidden') return refuseItem(name, refusals[kind])
  const bytes = await readSourceFile(path, maxBytes)
  if (!Buffer.isBuffer(bytes)) return refuseItem(name, bytes)
  return { key: hashParts(name, bytes), input: { name, path } }
}

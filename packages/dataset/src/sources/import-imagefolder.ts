import { realpath } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, normalize, posix, sep } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { ItemStage, StageItem } from '../stages/stage.js'
import { completeLimits } from './decode-picture.js'
import { type MetadataRow, metadataNames, readMetadataRows } from './foreign-metadata.js'
import {
  hashParts,
  type ImportOptions,
  importItem,
  importStage,
  type KnownColumns,
  type Refusal,
  refuseItem,
  rejectItem,
  type SourceItem,
} from './import-item.js'
import { type MissingColumns, readColumns } from './read-columns.js'
import { readSourceFile, refuseUnreadable } from './read-source-file.js'
import { checkSourceFolder, nameSource } from './source-folder.js'
import { walkFolder } from './walk-folder.js'

export interface ImportImagefolderOptions extends ImportOptions {
  /** The folder; it is only read. */
  path: string
}

type ImagefolderPlace = { path: string; columns: KnownColumns }

/**
 * A stage that imports another image folder: the pictures that its metadata.jsonl or metadata.csv lists, in their order, with all
 * columns. Such files may also lie in folders below, one for each split, and name their pictures from there on. Pictures that are not listed
 * are left alone; lines that are no record, and pictures outside the folder or behind links, become rejects.
 *
 * Listing throws `INVALID_OPTION` when the folder cannot be read or holds the data set that it is imported into, and `INVALID_DATA`
 * when it has no metadata.
 */
export function createImportImagefolderStage(
  options: ImportImagefolderOptions,
): ItemStage<SourceItem<ImagefolderPlace>> {
  const { path: root, year, source = nameSource(root) } = options
  const limits = completeLimits(options)
  return {
    name: importStage,
    settings: { kind: 'imagefolder', version: 1, source, year, ...limits },
    concurrency: availableParallelism(),
    async *list(_, { folder }) {
      await checkSourceFolder(root, folder)
      const realRoot = await realpath(root)
      for (const file of await findMetadata(root)) {
        const below = posix.dirname(file)
        const missing = { source, split: splitOf(below), year }
        for (const row of await readMetadataRows(join(root, file))) {
          const listed = readRow(row, `${file}, line ${row.line}`, below, missing)
          yield 'refusal' in listed
            ? refuseItem(listed.name, listed.refusal)
            : await listPicture(realRoot, listed.name, listed.columns, limits.maxBytes)
        }
      }
    },
    async process(item, { folder }) {
      const { name } = item
      if ('refusal' in item) return rejectItem(name, source, item.refusal)
      const bytes = await readSourceFile(item.path, limits.maxBytes)
      if (!Buffer.isBuffer(bytes)) return rejectItem(name, source, bytes)
      return importItem(name, bytes, item.columns, limits, folder)
    },
  }
}

async function findMetadata(root: string): Promise<string[]> {
  const found: string[] = []
  for await (const { name, kind } of walkFolder(root)) {
    if (kind === 'file' && metadataNames.includes(posix.basename(name))) found.push(name)
  }
  if (found.length > 0) return found
  throw new InvalidInputError(
    'INVALID_DATA',
    `${root} has no ${metadataNames.join(' or ')}, as image folders have; import it as a folder of pictures`,
  )
}

const splits: Record<string, RegExp> = {
  train: /^train(ing)?$/i,
  validation: /^(validation|valid|val|dev)$/i,
  test: /^(test|testing|eval|evaluation)$/i,
}

/** The split that the first level of folders names, as Hugging Face reads it. */
function splitOf(below: string): string {
  const [top = ''] = below.split('/')
  return Object.keys(splits).find((split) => splits[split]!.test(top)) ?? 'train'
}

/** A row's picture, by its path below the root, and columns; or what is wrong with it. */
function readRow(
  row: MetadataRow,
  place: string,
  below: string,
  missing: MissingColumns,
): { name: string } & ({ columns: KnownColumns } | { refusal: Refusal }) {
  if ('refusal' in row) return { name: place, refusal: row.refusal }
  const { file_name: file } = row.columns
  if (typeof file !== 'string' || file === '') {
    return { name: place, refusal: { reason: 'bad-record', detail: 'it has no file_name' } }
  }
  const name = posix.isAbsolute(file) ? file : posix.join(below, file)
  return { name, ...readColumns(row.columns, missing) }
}

async function listPicture(
  realRoot: string,
  name: string,
  columns: KnownColumns,
  maxBytes: number,
): Promise<StageItem<SourceItem<ImagefolderPlace>>> {
  const path = join(realRoot, normalize(name))
  if (posix.isAbsolute(name) || !path.startsWith(`${realRoot}${sep}`)) {
    return refuseItem(name, { reason: 'outside-folder', detail: 'its path leads out of the folder' })
  }
  try {
    if ((await realpath(path)) !== path) return refuseItem(name, behindLink)
  } catch (error) {
    return refuseItem(name, refuseUnreadable(error))
  }
  const bytes = await readSourceFile(path, maxBytes)
  if (!Buffer.isBuffer(bytes)) return refuseItem(name, bytes)
  return { key: hashParts(name, JSON.stringify(columns), bytes), input: { name, path, columns } }
}

const behindLink: Refusal = {
  reason: 'symbolic-link',
  detail: 'its path goes over a symbolic link, and links are not followed; copy the folder with cp -rL',
}

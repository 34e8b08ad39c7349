import { availableParallelism } from 'node:os'
import type { ItemStage, StageItem } from '../stages/stage.js'
import { completeLimits, refuseBytes } from './decode-picture.js'
import {
  hashParts,
  type ImportOptions,
  importItem,
  importStage,
  refuseItem,
  rejectItem,
  type SourceItem,
} from './import-item.js'
import { readColumns } from './read-columns.js'
import { readSample, type SamplePlace } from './read-sample.js'
import { nameSource } from './source-folder.js'
import { listArchives } from './tar-archives.js'
import { listTarSamples, type TarSample } from './tar-samples.js'

export interface ImportWebdatasetOptions extends ImportOptions {
  /** A tar archive, or a folder with several; they are only read. */
  path: string
}

/**
 * A stage that imports the shards of a WebDataset: tar archives in the order of their names, in which the files of a sample follow one
 * another and share their name up to the first dot: a picture; `.json`, whose fields become columns; `.txt`, the column `text`; `.cls`,
 * the column `cls`. Parts of other kinds are passed over. Nothing is unpacked to the disk.
 *
 * Samples without exactly one picture, links, names that lead out of the archive, entries that are too long, and what is lost in an archive
 * that is damaged or breaks off become rejects.
 *
 * Listing throws `INVALID_OPTION` when there is no archive.
 */
export function createImportWebdatasetStage(
  options: ImportWebdatasetOptions,
): ItemStage<SourceItem<SamplePlace>> {
  const { path, year, source = nameSource(path) } = options
  const limits = completeLimits(options)
  return {
    name: importStage,
    settings: { kind: 'webdataset', version: 1, source, year, ...limits },
    concurrency: availableParallelism(),
    async *list(_, { folder }) {
      for (const listed of await listArchives(path, folder)) {
        if ('refusal' in listed) yield refuseItem(listed.name, listed.refusal)
        else yield* listArchive(listed.archive, listed.name, limits.maxBytes)
      }
    },
    async process(item, { folder }) {
      const { name } = item
      if ('refusal' in item) return rejectItem(name, source, item.refusal)
      const sample = await readSample(item)
      if ('refusal' in sample) return rejectItem(name, source, sample.refusal)
      const read = readColumns(sample.columns, { source, split: 'train', year })
      if ('refusal' in read) return rejectItem(name, source, read.refusal, sample.bytes)
      return importItem(name, sample.bytes, read.columns, limits, folder)
    },
  }
}

async function* listArchive(
  archive: string,
  archiveName: string,
  maxBytes: number,
): AsyncGenerator<StageItem<SourceItem<SamplePlace>>> {
  for await (const content of listTarSamples(archive)) {
    if ('refusal' in content) {
      const name = content.name === '' ? archiveName : `${archiveName}/${content.name}`
      yield refuseItem(name, content.refusal)
    } else yield listSample(archive, archiveName, content, maxBytes)
  }
}

const isPicture = (extension: string): boolean => /(^|\.)(a?png|jpe?g|webp|gif|avif)$/.test(extension)

function listSample(
  archive: string,
  archiveName: string,
  { key, parts }: TarSample,
  maxBytes: number,
): StageItem<SourceItem<SamplePlace>> {
  const [picture, ...others] = [...parts]
    .filter(([extension]) => isPicture(extension))
    .map(([, entry]) => entry)
  if (picture === undefined || others.length > 0) {
    const extensions = [...parts.keys()].join(', ')
    return refuseItem(`${archiveName}/${key}`, {
      reason: picture === undefined ? 'no-picture' : 'several-pictures',
      detail: `a sample needs one picture, and this one has the parts ${extensions}`,
    })
  }
  const name = `${archiveName}/${picture.name}`
  const about = new Map([...parts].filter(([extension]) => ['json', 'txt', 'cls'].includes(extension)))
  const used = [picture, ...about.values()]
  const longest = Math.max(...used.map(({ size }) => size))
  if (longest > maxBytes) return refuseItem(name, refuseBytes(longest, maxBytes))
  const content = [...about].flatMap(([extension, { sha256 }]) => [extension, sha256])
  return { key: hashParts(name, picture.sha256, ...content), input: { name, archive, picture, about } }
}

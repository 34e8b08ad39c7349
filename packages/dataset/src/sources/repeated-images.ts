import type { CorpusStage } from '../stages/stage.js'
import { importStage } from './import-item.js'

/**
 * Keeps the first record of each image: files that differ only in what importing strips become one image, which two records would name.
 * The others become rejects.
 */
export const dropRepeatedImages: CorpusStage = {
  name: 'repeated-images',
  settings: { kind: 'repeated-images', version: 1 },
  async apply(records) {
    const first = new Map<string, string>()
    const repeats = records.filter((record) => {
      if (first.has(record.file_name)) return true
      first.set(record.file_name, nameOf(record))
      return false
    })
    const repeated = new Set(repeats)
    const rejects = repeats.map((record) => ({
      name: nameOf(record),
      ...(record.source === undefined ? {} : { source: record.source }),
      stage: importStage,
      reason: 'duplicate',
      detail: `it is the same picture as ${first.get(record.file_name)}`,
    }))
    return { records: records.filter((record) => !repeated.has(record)), rejects }
  },
}

const nameOf = ({ file_name, origin }: { file_name: string; origin?: unknown }): string =>
  (origin as { name?: string } | undefined)?.name ?? file_name

import type { GalleryStore } from './gallery-store'
import { decodeFace, makeThumbnail } from './picture-pixels'
import { readArchive } from './read-archive'

/** What became of the characters of an archive. */
export interface ImportReport {
  added: number
  /** Were in the gallery already. */
  known: number
  /** Were left out, because picture and manifest do not fit. */
  damaged: number
}

/** Kept at once: few enough to see it move, enough to be quick. */
const batchSize = 24

/** Adds the characters of a zip. Throws what `readArchive` and the store's `add` throw; what was added until then stays. */
export async function importArchive(
  store: GalleryStore,
  file: Blob,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<ImportReport> {
  const { characters, total } = await readArchive(file)
  const here = new Set((await store.list()).map(({ id }) => id))
  const report: ImportReport = { added: 0, known: 0, damaged: 0 }
  let batch: Parameters<GalleryStore['add']>[0][number][] = []
  const keepBatch = async () => {
    const added = await store.add(batch)
    report.added += added
    report.known += batch.length - added
    batch = []
  }
  let done = 0
  for await (const character of characters) {
    done++
    if (done % batchSize === 0) onProgress({ done, total })
    if (!character) {
      report.damaged++
    } else if (here.has(character.entry.id)) {
      report.known++
    } else {
      const { entry, png } = character
      batch.push({ entry, pictures: { png, thumbnail: await makeThumbnail(decodeFace(png)) } })
      if (batch.length === batchSize) await keepBatch()
    }
  }
  await keepBatch()
  return report
}

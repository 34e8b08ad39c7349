import { copyFile, link, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { formatMetadata, type ImageRecord } from '../imagefolder/metadata.js'
import { formatRejects, type Reject } from '../stages/rejects.js'

/**
 * Makes `out` an image folder of exactly these records: their images as links to, or else copies of, those below `work`, the metadata,
 * the rejects; images of earlier builds go. The metadata changes last but for that, in one moment, so that a reader never
 * finds a record without its image.
 *
 * Throws `NOT_WRITABLE`.
 */
export async function publishDataset(
  work: string,
  out: string,
  records: readonly ImageRecord[],
  rejects: readonly Reject[],
): Promise<void> {
  try {
    const names = new Set(records.map(({ file_name }) => file_name))
    const folders = new Set([...names].map((name) => dirname(name)))
    for (const folder of folders) await mkdir(join(out, folder), { recursive: true })
    for (const name of names) await linkImage(join(work, name), join(out, name))
    await writeFileAtomic(join(out, 'rejects.jsonl'), formatRejects(rejects))
    await writeFileAtomic(join(out, 'metadata.jsonl'), formatMetadata(records))
    await removeOthers(out, names)
  } catch (cause) {
    if (AnimeganError.isInstance(cause)) throw cause
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AnimeganError('NOT_WRITABLE', `cannot write the data set to ${out}: ${reason}`, { cause })
  }
}

async function linkImage(from: string, to: string): Promise<void> {
  const [source, target] = await Promise.all([stat(from), stat(to).catch(() => undefined)])
  if (target?.size === source.size) return
  await rm(to, { force: true })
  try {
    await link(from, to)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return
    await copyFile(from, to)
  }
}

async function removeOthers(out: string, names: ReadonlySet<string>): Promise<void> {
  const folders = await readdir(join(out, 'images')).catch(() => [])
  for (const folder of folders) {
    const files = await readdir(join(out, 'images', folder))
    const others = files.filter((file) => !names.has(`images/${folder}/${file}`))
    for (const file of others) await rm(join(out, 'images', folder, file), { force: true })
    if (others.length === files.length)
      await rm(join(out, 'images', folder), { recursive: true, force: true })
  }
}

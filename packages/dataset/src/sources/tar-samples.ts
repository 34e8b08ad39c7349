import { posix } from 'node:path'
import type { Refusal } from './import-item.js'
import { listTarEntries, type TarEntry } from './tar-entries.js'

/** Files of an archive that follow one another and share their name up to the first dot, in the WebDataset convention. */
export interface TarSample {
  /** The shared part: `faces/000017`. */
  key: string
  /** By what follows the dot, in lower case: `png`, `json`, `left.jpg`. */
  parts: Map<string, TarEntry>
}

/** What an archive holds: samples, and what is refused in it. */
export type TarContent = TarSample | { name: string; refusal: Refusal }

/** Lists a tar archive's samples. An archive that breaks off or is damaged gives what stands before, then refusals of
 * the last sample and of itself. */
export async function* listTarSamples(path: string): AsyncGenerator<TarContent> {
  let sample: TarSample | undefined
  try {
    for await (const entry of listTarEntries(path)) {
      if (entry.type === 'directory' || posix.basename(entry.name).startsWith('.')) continue
      const refusal = refuseEntry(entry)
      if (refusal !== undefined) {
        yield { name: entry.name, refusal }
        continue
      }
      const [key, extension] = splitName(entry.name)
      if (sample?.key !== key || sample.parts.has(extension)) {
        if (sample !== undefined) yield sample
        sample = { key, parts: new Map() }
      }
      sample.parts.set(extension, entry)
    }
  } catch (error) {
    const refusal = refuseArchive(error)
    if (sample !== undefined) yield { name: sample.key, refusal: { ...refusal, detail: lastSample } }
    yield { name: '', refusal }
    return
  }
  if (sample !== undefined) yield sample
}

const lastSample = 'the archive breaks off or is damaged behind it, so parts of it may be lost'

function splitName(name: string): [key: string, extension: string] {
  const folder = posix.dirname(name)
  const [first = '', ...rest] = posix.basename(name).split('.')
  return [folder === '.' ? first : `${folder}/${first}`, rest.join('.').toLowerCase()]
}

/** Names are never written to the disk, but an archive with such names is not to be trusted with others. */
function refuseEntry({ name, type }: TarEntry): Refusal | undefined {
  if (/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(name)) {
    return { reason: 'outside-folder', detail: 'its name leads out of the archive' }
  }
  if (type === 'file' || type === 'contiguous-file') return undefined
  if (type === 'symlink') return { reason: 'symbolic-link', detail: 'it is a symbolic link' }
  if (type === 'link') return { reason: 'hard-link', detail: 'it is a link to another file of the archive' }
  return { reason: 'not-a-file', detail: `it is no file but a ${type}` }
}

function refuseArchive(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error)
  const rest = 'what stands after that was not imported'
  return /end of data/i.test(message)
    ? { reason: 'truncated', detail: `the archive ends before its last file does; ${rest}` }
    : { reason: 'damaged', detail: `the archive is damaged (${message}); ${rest}` }
}

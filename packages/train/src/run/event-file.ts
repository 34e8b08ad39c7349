import { appendFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type EncodedSheet, type Event, encodeEvent } from './event.js'
import { encodeRecord } from './tf-record.js'

/** Readers take the files of a folder in the order of their names: seconds since 1970, as TensorFlow's have them. */
const namePattern = /^events\.out\.tfevents\.(\d{10})\.animegan$/

/**
 * What TensorBoard shows of a run. Every session of a run writes a file of its own, begun with its first entry; a
 * continuation tells readers to forget what the one before wrote beyond its checkpoint.
 */
export class EventFile {
  readonly #run: string
  readonly #from: number
  #path: string | undefined

  /** @param from steps done when the session began */
  constructor(run: string, from: number) {
    this.#run = run
    this.#from = from
  }

  async writeScalars(step: number, values: Readonly<Record<string, number>>): Promise<void> {
    await this.#write({ kind: 'scalars', step, values })
  }

  async writeSheet(step: number, sheet: EncodedSheet): Promise<void> {
    await this.#write({ kind: 'image', step, tag: 'snapshot', sheet })
  }

  async #write(event: Event): Promise<void> {
    const begun = this.#path === undefined
    this.#path ??= join(this.#run, await newName(this.#run))
    const events: Event[] = begun
      ? [{ kind: 'version' }, { kind: 'restart', step: this.#from + 1 }, event]
      : [event]
    const wallTime = Date.now() / 1000
    await appendFile(
      this.#path,
      Buffer.concat(events.map((entry) => encodeRecord(encodeEvent(entry, wallTime)))),
    )
  }
}

/** A name behind all that are there, even when the clock was turned back. */
async function newName(run: string): Promise<string> {
  const seconds = (await readdir(run)).map((name) => Number(namePattern.exec(name)?.[1] ?? 0))
  const next = Math.max(Math.floor(Date.now() / 1000), ...seconds.map((second) => second + 1))
  return `events.out.tfevents.${String(next).padStart(10, '0')}.animegan`
}

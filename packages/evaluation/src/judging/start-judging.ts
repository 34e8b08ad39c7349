import { InvalidInputError } from '@animegan/core'
import { type LocalRequest, type LocalResponse, readPageFiles, startLocalServer } from '@animegan/local-page'
import { type FileLock, lockServedFolder } from '@animegan/node-files'
import { type JudgementJournal, openJudgements } from './judgements.js'
import { createJudgingAnswers } from './judging-answers.js'
import { countMissing } from './judging-images.js'
import { requireJudgingSettings } from './judging-settings.js'

export interface StartJudgingOptions {
  /** Of 127.0.0.1; 0 (default) takes any that is free. */
  port?: number | undefined
  /** What to type to start the same at a port, for a page whose server has gone. */
  commandFor?: ((port: number) => string) | undefined
}

/** A page for judging that is being served. */
export interface Judging {
  /** Address of the page, with the token that it needs. */
  address: string
  /** Ends requests in progress, then the server; what was judged stays in judgements.jsonl. */
  close(): Promise<void>
}

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#b4304f"/>' +
  '<path d="M7 9h8v8H7zM19 17h6v6h-6z" fill="#fff" opacity=".55"/><path d="M17.5 11.5l3 3 6-7M7 21l5 5m0-5l-5 5" fill="none" stroke="#fff" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>'

const locking = { file: 'judging.lock', purpose: 'judged', code: 'JUDGING_LOCKED' }

/**
 * Serves a page on this machine for judging by hand whether images that `drawJudgingImages` has drawn show the tag that they were
 * asked for. Every judgement is a line of the folder's judgements.jsonl, and on the disk before the page hears of it;
 * `summarizeJudging` makes a table of them.
 *
 * Throws `INVALID_DATA` when images are not there or a file is wrong, `INVALID_OPTION` for the port, `JUDGING_LOCKED` when
 * another process serves the folder, `NOT_WRITABLE`.
 *
 * @example
 * const judging = await startJudging('judged')
 * console.log(judging.address)
 */
export async function startJudging(folder: string, options: StartJudgingOptions = {}): Promise<Judging> {
  const { port = 0, commandFor = () => '' } = options
  const settings = await requireJudgingSettings(folder)
  const missing = await countMissing(folder, settings)
  if (missing > 0) {
    const images = missing === 1 ? 'an image is' : `${missing} images are`
    const message = `${folder}: ${images} missing; draw them first, with the same weights (${settings.model.name})`
    throw new InvalidInputError('INVALID_DATA', message)
  }
  const pageFiles = await readJudgingPage()

  let answer = async (_: LocalRequest): Promise<LocalResponse | undefined> => undefined
  const server = await startLocalServer({ port, answer: (request) => answer(request) })
  let lock: FileLock | undefined
  let journal: JudgementJournal | undefined
  const close = async (): Promise<void> => {
    await server.close()
    await journal?.[Symbol.asyncDispose]()
    await lock?.[Symbol.asyncDispose]()
  }
  try {
    lock = await lockServedFolder(folder, { ...locking, port: server.port })
    journal = await openJudgements(folder)
    const command = commandFor(server.port)
    answer = createJudgingAnswers({ folder, settings, command, journal, pageFiles })
    return { address: server.address, close }
  } catch (error) {
    await close()
    throw error
  }
}

function readJudgingPage(): Promise<ReadonlyMap<string, LocalResponse>> {
  // The built package has the page beside this module's file; from the sources, the last build's is taken.
  const folder = import.meta.url.endsWith('.js') ? './judging-page/' : '../../dist/judging-page/'
  return readPageFiles({
    folder: new URL(folder, import.meta.url),
    packageName: '@animegan/evaluation',
    title: 'Judging',
    waiting: 'Reading what was judged …',
    icon,
  })
}

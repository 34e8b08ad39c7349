import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError, type TagSchema, throwIfAborted } from '@animegan/core'
import { type LocalRequest, type LocalResponse, startLocalServer } from '@animegan/local-page'
import { type FileLock, lockServedFolder } from '@animegan/node-files'
import { parseMetadata } from '../imagefolder/metadata.js'
import { type DecisionJournal, openDecisions } from './decision-journal.js'
import { decisionsFile } from './decisions.js'
import { describeRecords, describeSchema } from './describe-records.js'
import { identifyRecords } from './identify-records.js'
import { createReviewAnswers } from './review-answers.js'
import { countReview, type ReviewCounts } from './review-counts.js'
import { readReviewPage } from './review-page-files.js'

export interface StartReviewOptions {
  /** The tags that pictures may have. */
  schema: TagSchema
  /** Of 127.0.0.1; 0 (default) takes any that is free. */
  port?: number | undefined
  /** What to type to start the same review at a port, for a page whose server has gone. */
  commandFor?: ((port: number) => string) | undefined
  signal?: AbortSignal | undefined
  /** Pictures whose hash had to be computed, because their records lack it. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** A review that is being served. */
export interface Review {
  /** Address of the page, with the token that it needs. */
  address: string
  /** How far the review is. */
  count(): ReviewCounts
  /** Ends requests in progress, then the server; what was decided stays in decisions.jsonl. */
  close(): Promise<void>
}

const locking = { file: 'review.lock', purpose: 'reviewed', code: 'REVIEW_LOCKED' }

/**
 * Serves a page on this machine for reviewing a data set by hand: every decision is a line of the folder's decisions.jsonl and on the disk
 * before the page hears of it. Nothing else of the data set is changed: `readDecisions` and `applyDecisions` do that.
 *
 * Throws `INVALID_DATA` when metadata.jsonl or decisions.jsonl is absent or wrong, `INVALID_OPTION` for the port,
 * `REVIEW_LOCKED` when another process reviews the folder, `NOT_WRITABLE`, `ABORTED`.
 *
 * @example
 * const review = await startReview('faces', { schema: animeTags })
 * console.log(review.address)
 */
export async function startReview(folder: string, options: StartReviewOptions): Promise<Review> {
  const { schema, port = 0, commandFor = () => '', signal, onProgress } = options
  const source = join(folder, 'metadata.jsonl')
  const records = parseMetadata(await readMetadata(folder, source), source)
  if (records.length === 0) throw new InvalidInputError('INVALID_DATA', `${source} lists no picture`)
  const pageFiles = await readReviewPage()
  const identified = await identifyRecords(records, { folder, signal, onProgress })
  const pictures = describeRecords(identified, schema, source)
  throwIfAborted(signal, 'the review')

  let answer = async (_: LocalRequest): Promise<LocalResponse | undefined> => undefined
  const server = await startLocalServer({ port, answer: (request) => answer(request) })
  let lock: FileLock | undefined
  let journal: DecisionJournal | undefined
  const close = async (): Promise<void> => {
    await server.close()
    await journal?.[Symbol.asyncDispose]()
    await lock?.[Symbol.asyncDispose]()
  }
  try {
    lock = await lockServedFolder(folder, { ...locking, port: server.port })
    journal = await openDecisions(join(folder, decisionsFile))
    const { decisions } = journal
    const data = { folder, command: commandFor(server.port), ...describeSchema(schema), pictures }
    answer = createReviewAnswers({ folder, schema, data, journal, pageFiles })
    return { address: server.address, count: () => countReview(identified, decisions), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function readMetadata(folder: string, source: string): Promise<string> {
  try {
    return await readFile(source, 'utf8')
  } catch (cause) {
    const message = `cannot read ${source}; ${folder} should be a folder with images and a metadata.jsonl`
    throw new InvalidInputError('INVALID_DATA', message, { cause })
  }
}

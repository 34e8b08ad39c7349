import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { InvalidInputError, parseJson, type TagSchema } from '@animegan/core'
import type { LocalRequest, LocalResponse } from '@animegan/local-page'
import * as z from 'zod/mini'
import type { DecisionJournal } from './decision-journal.js'
import type { Decisions } from './decisions.js'
import { PictureStore, type ShownPicture } from './picture-store.js'
import type { ReviewData } from './review-data.js'

export interface CreateReviewAnswersOptions {
  /** Where the pictures are. */
  folder: string
  schema: TagSchema
  /** What the page gets, but for the decisions. */
  data: Omit<ReviewData, 'decisions'>
  journal: DecisionJournal
  /** Files of the page, by path. */
  pageFiles: ReadonlyMap<string, LocalResponse>
}

const mostDecisions = 5000

/** Fast: it goes no further than this machine. */
const gzipLevel = 1

const compress = promisify(gzip)

/** Answers what the page of a review asks: its files, the records, pictures by id, and decisions to keep. */
export function createReviewAnswers(
  options: CreateReviewAnswersOptions,
): (request: LocalRequest) => Promise<LocalResponse | undefined> {
  const { folder, schema, data, journal, pageFiles } = options
  const { id, file } = data.pictures
  const files = new Map(id.map((id, index) => [id, file[index]!]))
  const pictures = new PictureStore(folder)
  const decisionsBody = createDecisionsBody(new Set(id), new Set(schema.tags.map(({ id }) => id)))

  const get = async (path: string): Promise<LocalResponse | undefined> => {
    if (path === '/data') {
      const json = JSON.stringify({
        ...data,
        decisions: listDecisions(journal.decisions),
      } satisfies ReviewData)
      const body = await compress(json, { level: gzipLevel })
      return { type: 'application/json', body, headers: { 'Content-Encoding': 'gzip' } }
    }
    const [, kind, id = ''] = /^\/(pictures|thumbnails)\/([^/]+)$/.exec(path) ?? []
    const fileName = files.get(id)
    if (fileName === undefined) return pageFiles.get(path)
    const read = kind === 'pictures' ? pictures.readPicture(fileName) : pictures.readThumbnail(fileName)
    return answerPicture(await read)
  }

  const keepDecisions = async (body: string): Promise<LocalResponse> => {
    const { decisions } = parseJson(decisionsBody, body, refuseBody)
    const at = new Date().toISOString()
    await journal.append(decisions.map((decision) => ({ ...decision, at })))
    return { type: 'application/json', body: JSON.stringify({ at }) }
  }

  return async ({ method, path, body }) => {
    if (method === 'GET') return get(path)
    return path === '/decisions' ? keepDecisions(body) : undefined
  }
}

const refuseBody = (problems: string) => new InvalidInputError('INVALID_DATA', `decisions: ${problems}`)

function createDecisionsBody(ids: ReadonlySet<string>, tags: ReadonlySet<string>) {
  const id = z.string().check(z.refine((id) => ids.has(id), 'expected the id of a picture of this data set'))
  const tag = z.string().check(z.refine((tag) => tags.has(tag), 'expected a tag of the schema'))
  const decision = z.strictObject({
    id,
    verdict: z.optional(z.nullable(z.enum(['accept', 'reject']))),
    tags: z.optional(z.nullable(z.array(tag))),
  })
  return z.strictObject({
    decisions: z.array(decision).check(z.minLength(1), z.maxLength(mostDecisions)),
  })
}

function listDecisions(decisions: Decisions): ReviewData['decisions'] {
  const entries = [...decisions].map(([id, { verdict, tags }]) => {
    return [id, { ...(verdict === undefined ? {} : { verdict }), ...(tags === undefined ? {} : { tags }) }]
  })
  return Object.fromEntries(entries)
}

/** A picture's address holds the hash of its bytes, so that a browser need not ask twice. */
function answerPicture(picture: ShownPicture | undefined): LocalResponse {
  if (picture === undefined) {
    return { status: 404, type: 'text/plain; charset=utf-8', body: 'the picture is absent or damaged\n' }
  }
  const headers = { 'Cache-Control': 'private, max-age=31536000, immutable' }
  return { type: picture.type, body: picture.bytes, headers }
}

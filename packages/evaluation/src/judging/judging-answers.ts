import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InvalidInputError, parseJson } from '@animegan/core'
import type { LocalRequest, LocalResponse } from '@animegan/local-page'
import * as z from 'zod/mini'
import type { JudgementJournal, Judgements } from './judgements.js'
import type { JudgingData } from './judging-data.js'
import { judgingImagePath } from './judging-images.js'
import type { JudgingSettings } from './judging-settings.js'

export interface CreateJudgingAnswersOptions {
  /** Where the images are. */
  folder: string
  settings: JudgingSettings
  /** What to type to start this server again at this address. */
  command: string
  journal: JudgementJournal
  /** Files of the page, by path. */
  pageFiles: ReadonlyMap<string, LocalResponse>
}

const mostJudgements = 5000

/** Answers what the page for judging asks: its files, what is judged, images by tag and number, and judgements to keep. */
export function createJudgingAnswers(
  options: CreateJudgingAnswersOptions,
): (request: LocalRequest) => Promise<LocalResponse | undefined> {
  const { folder, settings, command, journal, pageFiles } = options
  const { asked, images, seed, truncation, tags: schema, model } = settings
  const bodyShape = createBodyShape(settings)

  const describe = (): JudgingData => ({
    ...{ folder, command, model: `${model.name} ${model.version}`, images, seed, truncation, asked, schema },
    judgements: listJudgements(settings, journal.judgements),
  })
  const get = async (path: string): Promise<LocalResponse | undefined> => {
    if (path === '/data') return { type: 'application/json', body: JSON.stringify(describe()) }
    const [, tag = '', digits = ''] = /^\/images\/([a-z0-9-]+)\/(\d{1,6})$/.exec(path) ?? []
    const number = Number(digits)
    if (!asked.includes(tag) || number < 1 || number > images) return pageFiles.get(path)
    const bytes = await readFile(join(folder, judgingImagePath(tag, number))).catch(() => undefined)
    return bytes && { type: 'image/png', body: bytes }
  }
  const keep = async (body: string): Promise<LocalResponse> => {
    const { judgements } = parseJson(bodyShape, body, refuseBody)
    const at = new Date().toISOString()
    await journal.append(judgements.map((judgement) => ({ ...judgement, at })))
    return { type: 'application/json', body: JSON.stringify({ at }) }
  }
  return async ({ method, path, body }) => {
    if (method === 'GET') return get(path)
    return path === '/judgements' ? keep(body) : undefined
  }
}

const refuseBody = (problems: string) => new InvalidInputError('INVALID_DATA', `judgements: ${problems}`)

function createBodyShape({ asked, images }: JudgingSettings) {
  const judgement = z.strictObject({
    tag: z.string().check(z.refine((tag) => asked.includes(tag), 'expected a tag that is judged here')),
    image: z.int().check(z.positive(), z.maximum(images)),
    shows: z.nullable(z.boolean()),
  })
  return z.strictObject({
    judgements: z.array(judgement).check(z.minLength(1), z.maxLength(mostJudgements)),
  })
}

function listJudgements(
  { asked, images }: JudgingSettings,
  judgements: Judgements,
): JudgingData['judgements'] {
  const listTag = (tag: string) =>
    Array.from({ length: images }, (_, i) => judgements.get(tag)?.get(i + 1) ?? null)
  return Object.fromEntries(asked.map((tag) => [tag, listTag(tag)]))
}

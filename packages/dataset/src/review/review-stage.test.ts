import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyDecisions } from './apply-decisions.js'
import type { Decision } from './decisions.js'
import { createReviewStage } from './review-stage.js'

const decide = (...decisions: Omit<Decision, 'at'>[]) =>
  new Map(decisions.map((decision) => [String(decision.id), { ...decision, at: 'now' } as Decision]))
const record = (sha256: string, more: object = {}) => ({
  file_name: `images/${sha256}.png`,
  tags: ['smile'],
  split: 'train',
  sha256,
  ...more,
})

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-review-'))
})
afterAll(() => rm(folder, { recursive: true }))

it('accepts, rejects, retags, and leaves the rest alone', () => {
  const records = [
    record('a'),
    record('b', { source: 'folder' }),
    record('c'),
    record('d', { review: 'accepted', seed: 3 }),
    record('e', { review: 'accepted' }),
    record('f', { review: 'accepted' }),
  ]
  const decisions = decide(
    { id: 'a', verdict: 'accept' },
    { id: 'b', verdict: 'reject', tags: ['hat'] },
    { id: 'c', tags: ['hat', 'glasses'] },
    { id: 'd', verdict: null },
    { id: 'e', tags: null },
    { id: 'unknown', verdict: 'reject' },
  )
  expect(applyDecisions(records, decisions)).toEqual({
    records: [
      record('a', { review: 'accepted' }),
      record('c', { tags: ['hat', 'glasses'] }),
      record('d', { seed: 3 }),
      record('e', { review: 'accepted' }),
      record('f', { review: 'accepted' }),
    ],
    rejects: [
      {
        name: 'images/b.png',
        source: 'folder',
        stage: 'review',
        reason: 'rejected-by-reviewer',
        sha256: 'b',
      },
    ],
  })
})

it('is a stage that knows pictures without a hash by their bytes', async () => {
  await writeFile(join(folder, 'a.png'), 'one')
  const id = createHash('sha256').update('one').digest('hex')
  const stage = createReviewStage({ decisions: decide({ id, verdict: 'accept' }) })
  const context = { folder, journal: join(folder, 'journal') }
  const plain = { file_name: 'a.png', tags: [], split: 'train' }
  expect(await stage.apply([plain], context)).toEqual({
    records: [{ ...plain, sha256: id, review: 'accepted' }],
    rejects: [],
  })
  await expect(stage.apply([{ ...plain, file_name: 'b.png' }], context)).rejects.toThrow(
    /^b\.png, which metadata\.jsonl lists, is no file in /,
  )
})

it('has settings that follow what was decided, not when or in which order', () => {
  const settings = (...decisions: Parameters<typeof decide>) =>
    createReviewStage({ decisions: decide(...decisions) }).settings
  const [a, b] = [
    { id: 'a', verdict: 'accept' },
    { id: 'b', verdict: 'reject' },
  ] as const
  expect(settings(a, b)).toEqual(settings(b, { ...a, at: 'then' } as never))
  expect(settings(a, b)).not.toEqual(settings(a))
  expect(settings(a)).not.toEqual(settings({ ...a, tags: [] }))
})

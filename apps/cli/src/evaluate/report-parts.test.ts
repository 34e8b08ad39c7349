import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { type ReportPart, ReportParts } from './report-parts.js'

let root = ''
let folder = ''
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-parts-'))
})
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'report-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

const begin = (signal = new AbortController().signal, onPart = (_: { at: number }) => {}) =>
  new ReportParts({ folder, total: 2, signal, onPart })

/** A part that counts how often it is measured. */
function count(settings: unknown, extra: Partial<ReportPart<number>> = {}) {
  const counter = { times: 0 }
  const part: ReportPart<number> = {
    ...{ name: 'FID by small', model: 'first', settings, schema: z.number() },
    measure: async () => ++counter.times,
    ...extra,
  }
  return { part, counter }
}

test('measures once for each settings, whatever the model is called', async () => {
  const { part, counter } = count({ samples: 5 })
  const started: number[] = []
  const first = begin(undefined, ({ at }) => started.push(at))
  expect(await first.run(part)).toBe(1)
  expect(await first.run({ ...part, model: 'another name' })).toBe(1)
  expect(await begin().run(part)).toBe(1)
  expect(counter.times).toBe(1)
  expect(await begin().run({ ...part, settings: { samples: 6 } })).toBe(2)
  expect(first.measured).toBe(1)
  expect(started).toEqual([1])
})

test('measures again when a file of the part is gone, or its record is damaged', async () => {
  const { part } = count({}, { listFiles: () => ['sheet.png'] })
  await writeFile(join(folder, 'sheet.png'), '')
  expect(await begin().run(part)).toBe(1)
  expect(await begin().run(part)).toBe(1)
  await rm(join(folder, 'sheet.png'))
  expect(await begin().run(part)).toBe(2)
  await writeFile(join(folder, 'sheet.png'), '')
  const [name] = await readdir(join(folder, '.parts'))
  await writeFile(join(folder, '.parts', name!), '{"result": "three"}')
  expect(await begin().run(part)).toBe(3)
})

test('keeps what failed in mind, does not keep it on disk, and goes on', async () => {
  const failing = count({}, { measure: () => Promise.reject(new Error('the model has no year')) }).part
  const parts = begin()
  expect(await parts.run(failing)).toBeUndefined()
  expect(parts.failures).toEqual([{ part: 'FID by small', model: 'first', reason: 'the model has no year' }])
  expect(await begin().run(count({}).part)).toBe(1)
})

test('is ended by an interruption, and by a folder that cannot be written to', async () => {
  const abort = new AbortController()
  const interrupted = count(
    {},
    {
      measure: async () => {
        abort.abort()
        throw new AnimeganError('ABORTED', 'stopped')
      },
    },
  ).part
  await expect(begin(abort.signal).run(interrupted)).rejects.toMatchObject({ code: 'ABORTED' })
  await expect(begin(abort.signal).run(count({}).part)).rejects.toMatchObject({ code: 'ABORTED' })
  const full = new AnimeganError('NOT_WRITABLE', 'no space left')
  const unwritable = count({}, { measure: () => Promise.reject(full) }).part
  await expect(begin().run(unwritable)).rejects.toBe(full)
})

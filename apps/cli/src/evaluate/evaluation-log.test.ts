import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type EvaluationRecord,
  groupEvaluations,
  openEvaluations,
  readEvaluations,
} from './evaluation-log.js'

let run = ''
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'animegan-evaluations-'))
})
afterEach(() => rm(run, { recursive: true, force: true }))

const point = (step: number, fid: number, samples = 8): EvaluationRecord => ({
  ...{ step, imagesSeen: 16 * step, fid, samples, reals: 9000, seed: 0 },
  extractor: { name: 'small', size: 4, sha256: 'b' },
  data: { name: 'faces', sha256: 'a' },
})

test('keeps points, one process at a time, and passes over a line that was cut off', async () => {
  expect(await readEvaluations(run)).toEqual([])
  {
    await using log = await openEvaluations(run)
    await log.append(point(10, 5))
    await expect(openEvaluations(run)).rejects.toMatchObject({ code: 'RUN_LOCKED' })
  }
  await appendFile(join(run, 'evaluations.jsonl'), '{"step":20,"fi')
  expect(await readEvaluations(run)).toEqual([point(10, 5)])
  await using log = await openEvaluations(run)
  await log.append(point(30, 4))
  expect(log.records).toEqual([point(10, 5), point(30, 4)])
  expect((await readFile(join(run, 'evaluations.jsonl'), 'utf8')).split('\n')).toHaveLength(3)
})

test('makes a curve of what was measured in one way, the longest first, by steps', () => {
  const records = [point(10, 1, 5), point(30, 4), point(10, 5), point(30, 3)]
  expect(groupEvaluations(records)).toEqual([
    {
      label: '8 fakes beside 9,000 pictures of faces, 4 features of small',
      points: [point(10, 5), point(30, 3)],
    },
    {
      label: '5 fakes beside 9,000 pictures of faces, 4 features of small',
      points: [point(10, 1, 5)],
    },
  ])
})

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appendMetrics, keepMetricsUpTo, readMetrics } from './metrics-log.js'

let run: string
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'animegan-metrics-'))
})
afterEach(async () => {
  await rm(run, { recursive: true })
})

it('keeps whole lines up to a step', async () => {
  expect(await readMetrics(run)).toEqual([])
  const records = [10, 20, 100].map((step) => ({ step, imagesSeen: 2 * step, 'generator/tags': 1 / step }))
  for (const record of records) await appendMetrics(run, record)
  const path = join(run, 'metrics.jsonl')
  await writeFile(path, '{"step":110,"imagesSeen":2', { flag: 'a' })
  expect(await readMetrics(run)).toEqual(records)
  await keepMetricsUpTo(run, 20)
  expect(await readMetrics(run)).toEqual(records.slice(0, 2))
  expect(await readFile(path, 'utf8')).toMatch(/0\.05\}\n$/)
})

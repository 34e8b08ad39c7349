import { expect, test } from 'vitest'
import { measureSpeeds } from './measure-speeds.js'

test('times runs in turn after a warm-up, and gives median and quartiles', async () => {
  let clock = 0
  const ran: string[] = []
  // The first run of each is slow, and one later as well.
  const run = (name: string, times: number[]) => async () => {
    clock += times[ran.filter((other) => other === name).length]!
    ran.push(name)
  }
  const runs = { quick: run('quick', [100, 1, 2, 3, 90]), slow: run('slow', [500, 10, 20, 30, 40]) }
  const progress: number[] = []
  const speeds = await measureSpeeds({
    runs,
    rounds: 4,
    warmUp: 1,
    now: () => clock,
    onProgress: ({ done }) => progress.push(done),
  })
  expect(speeds).toEqual({
    quick: { median: 2.5, lower: 1.75, upper: 24.75 },
    slow: { median: 25, lower: 17.5, upper: 32.5 },
  })
  expect(ran).toEqual(Array(5).fill(['quick', 'slow']).flat())
  expect(progress.at(-1)).toBe(10)
})

test('stops between two runs', async () => {
  const abort = new AbortController()
  const measured = measureSpeeds({ runs: { a: async () => abort.abort() }, signal: abort.signal })
  await expect(measured).rejects.toMatchObject({ code: 'ABORTED' })
})

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { assertUnlocked, lockRun } from './run-lock.js'

let run: string
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'animegan-lock-'))
})
afterEach(() => rm(run, { recursive: true }))

it('is held once, and leaves nothing behind', async () => {
  {
    await using _lock = await lockRun(run)
    const refused = {
      code: 'RUN_LOCKED',
      message: `${run} is being trained by process ${process.pid}. Wait for it or stop it.`,
    }
    await expect(lockRun(run)).rejects.toMatchObject(refused)
    await expect(assertUnlocked(run)).rejects.toMatchObject(refused)
  }
  expect(await readdir(run)).toEqual([])
  await assertUnlocked(run)
})

it('says what to do about one from another machine', async () => {
  const path = join(run, 'run.lock')
  await writeFile(path, JSON.stringify({ pid: 1, host: 'elsewhere' }))
  await expect(lockRun(run)).rejects.toThrow(
    `${run} is being trained by process 1 on elsewhere. Wait for it or stop it; if it is gone, delete ${path}.`,
  )
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { assertUnlocked, lockRun } from './run-lock.js'

let run: string
beforeEach(async () => {
  run = await mkdtemp(join(tmpdir(), 'animegan-lock-'))
})
afterEach(async () => {
  await rm(run, { recursive: true })
})

const path = () => join(run, 'run.lock')
const writeOwner = (owner: object) => writeFile(path(), JSON.stringify(owner))
const takeAndRelease = async () => {
  await using _lock = await lockRun(run)
  expect(JSON.parse(await readFile(path(), 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() })
}

it('is held once, and leaves nothing behind', async () => {
  {
    await using _lock = await lockRun(run)
    await expect(lockRun(run)).rejects.toMatchObject({
      code: 'RUN_LOCKED',
      message: `${run} is being trained by process ${process.pid}. Wait for it or stop it.`,
    })
  }
  expect(await readdir(run)).toEqual([])
  await takeAndRelease()
  await assertUnlocked(run)
})

it('is refused while the process lives, and taken over when it is gone', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await writeOwner({ pid: child.pid, host: hostname() })
  await expect(lockRun(run)).rejects.toMatchObject({ code: 'RUN_LOCKED' })
  child.kill('SIGKILL')
  await once(child, 'exit')
  await takeAndRelease()
})

it('is taken over when it names this process, which does not hold it', async () => {
  await writeOwner({ pid: process.pid, host: hostname() })
  await takeAndRelease()
})

it.skipIf(!existsSync('/proc/self/stat'))(
  'is taken over when its process began at another time (needs /proc)',
  async () => {
    await writeOwner({ pid: process.ppid, host: hostname(), began: '1' })
    await takeAndRelease()
    await writeOwner({ pid: process.ppid, host: hostname() })
    await expect(lockRun(run)).rejects.toMatchObject({ code: 'RUN_LOCKED' })
  },
)

it.each(['', '{"pid":', '[]'])('is taken over when its writer died while writing %j', async (text) => {
  await writeFile(path(), text)
  await takeAndRelease()
})

it('is respected when it is from another machine', async () => {
  await writeOwner({ pid: 1, host: 'elsewhere' })
  await expect(lockRun(run)).rejects.toThrow(
    `${run} is being trained by process 1 on elsewhere. Wait for it or stop it; if it is gone, delete ${path()}.`,
  )
})

it('is given to one of many who ask at once', async () => {
  await writeOwner({ pid: process.pid, host: hostname() })
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => lockRun(run)))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

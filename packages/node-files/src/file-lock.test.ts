import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import { assertLockFree, type LockOwner, takeLock } from './file-lock.js'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-lock-'))
  path = join(folder, 'work.lock')
})
afterEach(() => rm(folder, { recursive: true }))

const refuse = ({ pid, host, port }: LockOwner) =>
  new InvalidInputError('LOCKED', `by ${pid} of ${host ?? 'this machine'} at ${port ?? 'no port'}`)
const take = (port?: number) => takeLock(path, { refuse, port })
const writeOwner = (owner: object) => writeFile(path, JSON.stringify(owner))
const takeAndRelease = async (port?: number) => {
  {
    await using _lock = await take(port)
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ pid: process.pid, host: hostname() })
  }
  expect(await readdir(folder)).toEqual([])
}

it('is held once, and leaves nothing behind', async () => {
  {
    await using _lock = await take()
    const refused = { code: 'LOCKED', message: `by ${process.pid} of this machine at no port` }
    await expect(take()).rejects.toMatchObject(refused)
    await expect(assertLockFree(path, refuse)).rejects.toMatchObject(refused)
  }
  await assertLockFree(path, refuse)
  await takeAndRelease()
})

it('is refused while the process lives, and taken over when it is gone', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await writeOwner({ pid: child.pid, host: hostname() })
  await expect(take()).rejects.toMatchObject({ code: 'LOCKED' })
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
    await expect(take()).rejects.toMatchObject({ code: 'LOCKED' })
  },
)

it('is taken over when its owner does not listen any more', async () => {
  const server = createServer()
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await writeOwner({ pid: process.ppid, host: hostname(), port })
  await expect(take()).rejects.toThrow(`by ${process.ppid} of this machine at ${port}`)
  await new Promise((resolve) => server.close(resolve))
  await takeAndRelease(port)
})

it.each(['', '{"pid":', '[]'])('is taken over when its writer died while writing %j', async (text) => {
  await writeFile(path, text)
  await takeAndRelease()
})

it('is respected when it is from another machine', async () => {
  await writeOwner({ pid: 1, host: `not-${hostname()}`, port: 7000 })
  await expect(take()).rejects.toThrow(`by 1 of not-${hostname()} at 7000`)
})

it('is given to one of many who ask at once', async () => {
  await writeOwner({ pid: process.pid, host: hostname() })
  const asked = await Promise.allSettled(Array.from({ length: 8 }, () => take()))
  expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await readdir(folder)).toEqual(['work.lock'])
})

it('says when it cannot be written', async () => {
  path = join(folder, 'absent/work.lock')
  await expect(take()).rejects.toMatchObject({ code: 'NOT_WRITABLE' })
})

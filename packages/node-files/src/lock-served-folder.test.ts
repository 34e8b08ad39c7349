import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockServedFolder } from './lock-served-folder.js'

let folder: string
let server: Server
let port: number
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-lock-'))
  server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as { port: number }).port
})
afterEach(async () => {
  server.close()
  await rm(folder, { recursive: true })
})

const path = () => join(folder, 'review.lock')
const lock = (port: number) =>
  lockServedFolder(folder, { file: 'review.lock', port, purpose: 'reviewed', code: 'REVIEW_LOCKED' })

it('is held once, by who listens, and leaves nothing behind', async () => {
  {
    await using _lock = await lock(port)
    await expect(lock(1)).rejects.toMatchObject({
      code: 'REVIEW_LOCKED',
      message: `${folder} is being reviewed already, at http://127.0.0.1:${port} (process ${process.pid}); use that page or stop it with Ctrl-C`,
    })
  }
  expect(await readdir(folder)).toEqual([])
})

it('is taken over when nobody listens any more, or its text was cut off', async () => {
  await lock(port)
  server.close()
  const second = await lock(port)
  await second[Symbol.asyncDispose]()
  await writeFile(path(), '{"id":')
  await using _lock = await lock(port)
  expect(await readdir(folder)).toEqual(['review.lock'])
})

it('is respected when it is from another machine', async () => {
  const owner = { id: 'x', pid: 1, host: `not-${hostname()}`, port: 7000 }
  await writeFile(path(), JSON.stringify(owner))
  await expect(lock(port)).rejects.toThrow(
    `at port 7000 of ${owner.host} (process 1); use that page or stop it with Ctrl-C; if it is gone, delete ${path()}`,
  )
})

import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { AnimeganError, InvalidInputError } from '@animegan/core'
import * as z from 'zod/mini'

/** Who reviews a data set: a server that listens for as long as it does. */
const Owner = z.object({ id: z.string(), pid: z.int(), host: z.string(), port: z.int() })
type Owner = z.infer<typeof Owner>

/** In milliseconds: far longer than it takes to put a lock back that was moved by mistake. */
const settling = 50

/** The sole right to write the decisions of a data set. */
export interface ReviewLock {
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Takes the lock of a data set for a server that already listens on `port`: a file that says where. One whose server does
 * not listen any more, because it was killed, is taken over.
 *
 * Throws `REVIEW_LOCKED` when another server reviews the data set, `NOT_WRITABLE`.
 */
export async function lockReview(folder: string, port: number): Promise<ReviewLock> {
  const path = join(folder, 'review.lock')
  const owner: Owner = { id: randomUUID(), pid: process.pid, host: hostname(), port }
  const text = JSON.stringify(owner)
  while (!(await hold(path, text))) await removeStale(folder, path)
  return {
    async [Symbol.asyncDispose]() {
      if ((await readFile(path, 'utf8').catch(() => undefined)) === text) await rm(path, { force: true })
    },
  }
}

/** Whether the lock could be made, and is still there after the moment in which another process may undo a mistake. */
async function hold(path: string, text: string): Promise<boolean> {
  if (!(await create(path, text))) return false
  await setTimeout(settling)
  return (await readFile(path, 'utf8').catch(() => undefined)) === text
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' })
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new AnimeganError('NOT_WRITABLE', `cannot write ${path}: ${reason}`, { cause })
  }
}

async function removeStale(folder: string, path: string): Promise<void> {
  const stale = await readFile(path, 'utf8').catch(() => undefined)
  if (stale === undefined) return
  const owner = parseOwner(stale)
  if (owner !== undefined && (await isServing(owner))) throw refusal(folder, path, owner)
  const aside = `${path}.${randomUUID()}`
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  // Of several processes that see one dead lock, the second may have caught the new lock of the first: it goes back, over
  // any that was made meanwhile.
  if ((await readFile(aside, 'utf8')) === stale) await rm(aside)
  else await rename(aside, path)
}

/** Undefined when its writer was killed while writing it. */
function parseOwner(text: string): Owner | undefined {
  try {
    return z.safeParse(Owner, JSON.parse(text)).data
  } catch {
    return undefined
  }
}

async function isServing({ pid, host, port }: Owner): Promise<boolean> {
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const settle = (serving: boolean) => {
      socket.destroy()
      resolve(serving)
    }
    socket.on('connect', () => settle(true)).on('error', () => settle(false))
  })
}

function refusal(folder: string, path: string, { pid, host, port }: Owner): InvalidInputError {
  const [where, remedy] =
    host === hostname()
      ? [`http://127.0.0.1:${port}`, '']
      : [`port ${port} of ${host}`, `; if it is gone, delete ${path}`]
  return new InvalidInputError(
    'REVIEW_LOCKED',
    `${folder} is being reviewed already, at ${where} (process ${pid}); use that page or stop it with Ctrl-C${remedy}`,
  )
}

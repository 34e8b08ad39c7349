import { randomUUID } from 'node:crypto'
import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import type { AnimeganError } from '@animegan/core'
import * as z from 'zod/mini'
import { isListening, isRunning, readBeginning } from './running-process.js'
import { createWriteError, systemErrorCode } from './write-error.js'

const storedOwner = z.object({
  id: z.optional(z.string()),
  pid: z.int(),
  host: z.string(),
  began: z.optional(z.string()),
  port: z.optional(z.int()),
})
type StoredOwner = z.infer<typeof storedOwner>

/** Who holds a lock, as far as whoever is refused should know. */
export interface LockOwner {
  pid: number
  /** Name of the machine, when it is another than this one. */
  host: string | undefined
  /** Where it listens, if it said so. */
  port: number | undefined
}

export interface TakeLockOptions {
  /** The error for who comes second. */
  refuse: (owner: LockOwner) => AnimeganError
  /** A port of 127.0.0.1 on which the owner listens already, and for as long as it holds the lock. */
  port?: number | undefined
}

/** The sole right to something, until it is disposed of. */
export interface FileLock {
  [Symbol.asyncDispose](): Promise<void>
}

/** In milliseconds: far longer than it takes to put a lock back that was moved by mistake, or to write one. */
const settling = 50

/** The locks that this process holds or is about to take. */
const held = new Set<string>()

/**
 * Takes a lock, which is a file that names this process. One whose process is gone, or does not listen any more where it
 * said that it would, is taken over; one from another machine never is.
 *
 * @param path of the file, in a folder that is there
 * Throws `refuse(owner)` when another has it, `NOT_WRITABLE`.
 */
export async function takeLock(path: string, { refuse, port }: TakeLockOptions): Promise<FileLock> {
  const id = randomUUID()
  const began = await readBeginning(process.pid)
  const text = JSON.stringify({ id, pid: process.pid, host: hostname(), began, port } satisfies StoredOwner)
  held.add(id)
  try {
    while (!(await hold(path, text))) await removeStale(path, refuse)
  } catch (error) {
    held.delete(id)
    throw error
  }
  return {
    async [Symbol.asyncDispose]() {
      if ((await readText(path)) === text) await rm(path, { force: true })
      held.delete(id)
    },
  }
}

/** Throws `refuse(owner)` when somebody holds the lock. */
export async function assertLockFree(path: string, refuse: TakeLockOptions['refuse']): Promise<void> {
  const owner = await readOwner(path)
  if (owner === undefined || !(await isHolding(owner))) return
  const { pid, host, port } = owner
  throw refuse({ pid, host: host === hostname() ? undefined : host, port })
}

/** Whether the lock could be made, and is still there after the moment in which another process may undo a mistake. */
async function hold(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx' })
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false
    throw createWriteError(path, error)
  }
  await setTimeout(settling)
  return (await readText(path)) === text
}

async function removeStale(path: string, refuse: TakeLockOptions['refuse']): Promise<void> {
  const stale = await readText(path)
  await assertLockFree(path, refuse)
  const aside = `${path}.${randomUUID()}`
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  // Of several processes that see one dead lock, the second may have caught the new lock of the first: it goes back, over
  // any that was made meanwhile.
  if ((await readText(aside)) === stale) await rm(aside)
  else await rename(aside, path)
}

/** Undefined when there is no lock, or one whose writer died while writing it. */
async function readOwner(path: string): Promise<StoredOwner | undefined> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const text = await readText(path)
    if (text === undefined) return undefined
    const owner = parseOwner(text)
    if (owner !== undefined) return owner
    await setTimeout(settling)
  }
  return undefined
}

function parseOwner(text: string): StoredOwner | undefined {
  try {
    return z.safeParse(storedOwner, JSON.parse(text)).data
  } catch {
    return undefined
  }
}

async function isHolding({ id = '', pid, host, began, port }: StoredOwner): Promise<boolean> {
  if (host !== hostname()) return true
  // A lock with this process's number that it does not hold was left by an earlier process.
  if (pid === process.pid ? !held.has(id) : !(await isRunning(pid, began))) return false
  return port === undefined || isListening(port)
}

const readText = (path: string): Promise<string | undefined> => readFile(path, 'utf8').catch(() => undefined)

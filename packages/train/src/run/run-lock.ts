import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { InvalidInputError } from '@animegan/core'
import * as z from 'zod/mini'

/** Who trains a run. */
const Owner = z.object({
  pid: z.int(),
  host: z.string(),
  /** When the process began, in the kernel's ticks, where the system tells it: numbers of processes are used again. */
  began: z.optional(z.string()),
})
type Owner = z.infer<typeof Owner>

/** The sole right to write into the folder of a run. */
export interface RunLock {
  [Symbol.asyncDispose](): Promise<void>
}

const lockPath = (run: string): string => join(run, 'run.lock')

/** The locks that this process holds or is about to take. */
const held = new Set<string>()

/**
 * Takes the lock of a run, a file with the number of this process. A lock whose process is gone is taken over.
 *
 * @throws InvalidInputError RUN_LOCKED when another process trains this run
 */
export async function lockRun(run: string): Promise<RunLock> {
  const path = lockPath(run)
  const key = resolve(path)
  if (held.has(key)) throw refusal(run, process.pid)
  held.add(key)
  try {
    const owner: Owner = {
      pid: process.pid,
      host: hostname(),
      began: (await readProcess(process.pid))?.began,
    }
    while (!(await create(path, owner))) await removeStale(run)
  } catch (error) {
    held.delete(key)
    throw error
  }
  return {
    async [Symbol.asyncDispose]() {
      await rm(path, { force: true })
      held.delete(key)
    },
  }
}

/** Throws RUN_LOCKED when a process trains the run. */
export async function assertUnlocked(run: string): Promise<void> {
  if (held.has(resolve(lockPath(run)))) throw refusal(run, process.pid)
  await assertStale(run)
}

async function assertStale(run: string): Promise<void> {
  const owner = await readOwner(lockPath(run))
  if (owner !== undefined && (await isRunning(owner))) throw refusal(run, owner.pid, owner.host)
}

function refusal(run: string, pid: number, host = hostname()): InvalidInputError {
  const [where, remedy] =
    host === hostname() ? ['', ''] : [` on ${host}`, `; if it is gone, delete ${lockPath(run)}`]
  return new InvalidInputError(
    'RUN_LOCKED',
    `${run} is being trained by process ${pid}${where}. Wait for it or stop it${remedy}.`,
  )
}

async function create(path: string, owner: Owner): Promise<boolean> {
  try {
    await writeFile(path, JSON.stringify(owner), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function removeStale(run: string): Promise<void> {
  const path = lockPath(run)
  const stale = await readFile(path, 'utf8').catch(() => undefined)
  await assertStale(run)
  const aside = `${path}.${process.pid}`
  const moved = await rename(path, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return
  // Of several processes that see one dead lock, the second may have caught the new lock of the first.
  if ((await readFile(aside, 'utf8')) === stale) await rm(aside)
  else await rename(aside, path)
}

/** Undefined when there is no lock, or one whose writer died while writing it. */
async function readOwner(path: string): Promise<Owner | undefined> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) return undefined
    const owner = parseOwner(text)
    if (owner !== undefined) return owner
    await setTimeout(50)
  }
  return undefined
}

function parseOwner(text: string): Owner | undefined {
  try {
    return z.safeParse(Owner, JSON.parse(text)).data
  } catch {
    return undefined
  }
}

async function isRunning(owner: Owner): Promise<boolean> {
  if (owner.host !== hostname()) return true
  // What this process holds is in `held`: a lock with its number was left by an earlier process.
  if (owner.pid === process.pid) return false
  try {
    process.kill(owner.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const found = await readProcess(owner.pid)
  if (found === undefined) return true
  return !found.dead && (owner.began === undefined || owner.began === found.began)
}

/** What Linux tells of a process (proc(5)): whether it is a zombie, and when it began. */
async function readProcess(pid: number): Promise<{ dead: boolean; began: string | undefined } | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat === undefined) return undefined
  // The second field is the name in brackets, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { dead: /[ZX]/.test(fields[0] ?? ''), began: fields[19] }
}

import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { systemErrorCode } from './write-error.js'

/**
 * When a process began, in the kernel's ticks, where the system tells it: numbers of processes are used again. Undefined
 * elsewhere.
 */
export async function readBeginning(pid: number): Promise<string | undefined> {
  return (await readProcess(pid))?.began
}

/** Whether a process of this machine, which began then if that is known, still runs. */
export async function isRunning(pid: number, began: string | undefined): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (systemErrorCode(error) !== 'EPERM') return false
  }
  const found = await readProcess(pid)
  if (found === undefined) return true
  return !found.dead && (began === undefined || began === found.began)
}

/** Whether anybody listens on a port of 127.0.0.1. */
export function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const settle = (listening: boolean) => {
      socket.destroy()
      resolve(listening)
    }
    socket.on('connect', () => settle(true)).on('error', () => settle(false))
  })
}

/** What Linux tells of a process (proc(5)): whether it is a zombie, and when it began. */
async function readProcess(pid: number): Promise<{ dead: boolean; began: string | undefined } | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat === undefined) return undefined
  // The second field is the name in brackets, which may hold anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { dead: /[ZX]/.test(fields[0] ?? ''), began: fields[19] }
}

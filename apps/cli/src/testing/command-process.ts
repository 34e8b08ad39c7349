import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

/** What came of a command. */
export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** Where a command runs. */
export interface CommandPlace {
  cwd: string
  env: NodeJS.ProcessEnv
}

/** Runs built commands one after another in one process, so that Node and the packages start once. */
export class CommandProcess {
  readonly #script: string
  #child: ChildProcess | undefined
  #last: Promise<unknown> = Promise.resolve()

  /** `script` is what commands take for the path of the script that was started. */
  constructor(script: string) {
    this.#script = script
  }

  /** Runs a command after those before it. A command that ends the process is the last of that process. */
  run(args: readonly string[], place: CommandPlace): Promise<Finished> {
    const finished = this.#last.then(() => this.#runNow(args, place))
    this.#last = finished.catch(() => undefined)
    return finished
  }

  /** Expects that no command left anything behind which keeps a process alive. */
  async close(): Promise<void> {
    await this.#last
    const child = this.#child
    if (child === undefined) return
    const ended = once(child, 'exit')
    child.disconnect()
    expect(await ended).toEqual([0, null])
  }

  async #runNow(args: readonly string[], place: CommandPlace): Promise<Finished> {
    this.#child ??= this.#start()
    const child = this.#child
    const output = [child.stdout!, child.stderr!].map(readToMark)
    const code = new Promise<number | null>((resolve) => {
      const end = (code: number | null): void => {
        child.off('message', end).off('close', end)
        resolve(code)
      }
      child.on('message', end).on('close', end)
    })
    child.send({ args, ...place })
    const [stdout = '', stderr = ''] = await Promise.all(output)
    return { code: await code, stdout, stderr }
  }

  #start(): ChildProcess {
    const worker = fileURLToPath(new URL('command-worker.mjs', import.meta.url))
    const child = fork(worker, [this.#script], { execArgv: [], silent: true })
    child.stdout!.setEncoding('utf8')
    child.stderr!.setEncoding('utf8')
    return child.on('exit', () => {
      this.#child = undefined
    })
  }
}

/** Reads what a command writes, up to the NUL behind it or to the end of the process. */
function readToMark(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    const add = (chunk: string): void => {
      text += chunk
      if (text.endsWith('\0')) finish()
    }
    const finish = (): void => {
      stream.pause().off('data', add).off('end', finish)
      resolve(text.replace(/\0$/, ''))
    }
    stream.on('data', add).on('end', finish).resume()
  })
}

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { CommandProcess, type Finished } from './command-process.js'

export type { Finished }

// The built command, as a shell runs it.
const script = fileURLToPath(new URL('../../bin/animegan.js', import.meta.url))

/** The command line in a folder of its own, for the tests of one file; what it gives of stderr is without progress. */
export interface CommandLine {
  /** Folder for what the tests of the file share; removed after them. */
  readonly root: string
  /** Working folder of the command, new for each test. */
  readonly work: string
  /** Starts a command in a process of its own, for tests that signal it or talk to it while it runs. */
  start(args: readonly string[]): { child: ChildProcess; finished: Promise<Finished> }
  /** Runs a command to its end, in a process that the commands of the file share. */
  animegan(...args: string[]): Promise<Finished>
  /** Expects exit code 0 and a silent stderr; gives stdout. */
  expectSuccess(running: Promise<Finished>): Promise<string>
  /** Expects the exit code, one line on stderr that matches, nothing on stdout, no stack, and no file that was not there. */
  expectRefusal(running: Promise<Finished>, code: number, message: RegExp): Promise<void>
}

/** Sets up the command line for the test file that calls this at its top. */
export function useCommandLine(): CommandLine {
  let root = ''
  let work = ''
  let next = 0
  let shared: CommandProcess
  const findPlace = () => ({
    cwd: work,
    env: { ...process.env, ANIMEGAN_CACHE: join(root, 'cache'), ANIMEGAN_DEBUG: '' },
  })

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'animegan-cli-'))
    work = root
    shared = new CommandProcess(script)
  })
  beforeEach(async () => {
    work = await mkdtemp(join(root, `work-${next++}-`))
  })
  afterAll(async () => {
    await shared.close()
    await rm(root, { recursive: true, force: true })
  })

  const start: CommandLine['start'] = (args) => {
    const child = spawn(process.execPath, [script, ...args], findPlace())
    const output = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk
    })
    const finished = new Promise<Finished>((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve(withoutProgress({ code, ...output })))
    })
    return { child, finished }
  }

  return {
    get root() {
      return root
    },
    get work() {
      return work
    },
    start,
    animegan: async (...args) => withoutProgress(await shared.run(args, findPlace())),
    async expectSuccess(running) {
      const { stdout, ...rest } = await running
      expect(rest).toEqual({ code: 0, stderr: '' })
      return stdout
    },
    async expectRefusal(running, code, message) {
      const before = await readdir(work, { recursive: true })
      const { stdout, stderr, ...rest } = await running
      expect(stderr).toMatch(/^animegan: [^\n]+\n$/)
      expect(stderr).toMatch(message)
      expect(stderr).not.toMatch(/\bat .*:\d+:\d+|unexpected; ANIMEGAN_DEBUG/)
      expect({ ...rest, stdout }).toEqual({ code, stdout: '' })
      expect(await readdir(work, { recursive: true })).toEqual(before)
    },
  }
}

/** Leaves out lines like `pictures 30/100` on stderr: how many there are is for the speed of the machine to say. */
function withoutProgress({ stderr, ...finished }: Finished): Finished {
  return { ...finished, stderr: stderr.replace(/^(?!animegan:).* \d+(\/\d+)?\n/gm, '') }
}

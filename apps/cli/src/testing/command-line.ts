import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'

// The built command, as a shell runs it.
const script = fileURLToPath(new URL('../../bin/animegan.js', import.meta.url))

/** What came of a command. */
export interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

/** The command line in a folder of its own, for the tests of one file. */
export interface CommandLine {
  /** Folder for what the tests of the file share; removed after them. */
  readonly root: string
  /** Working folder of the command, new for each test. */
  readonly work: string
  start(args: readonly string[]): { child: ChildProcess; finished: Promise<Finished> }
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

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'animegan-cli-'))
    work = root
  })
  beforeEach(async () => {
    work = await mkdtemp(join(root, `work-${next++}-`))
  })
  afterAll(() => rm(root, { recursive: true, force: true }))

  const start: CommandLine['start'] = (args) => {
    const env = { ...process.env, ANIMEGAN_CACHE: join(root, 'cache'), ANIMEGAN_DEBUG: '' }
    const child = spawn(process.execPath, [script, ...args], { cwd: work, env })
    const output = { stdout: '', stderr: '' }
    child.stdout.on('data', (chunk) => {
      output.stdout += chunk
    })
    child.stderr.on('data', (chunk) => {
      output.stderr += chunk
    })
    const finished = new Promise<Finished>((resolve, reject) => {
      child.on('error', reject).on('close', (code) => resolve({ code, ...output }))
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
    animegan: (...args) => start(args).finished,
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

// Builds, lints, type-checks and tests every package through turbo's cache, then adds up. The last line is always
// `N passed, N failed`, with `, N skipped` when a test was; a lint, type or build error counts as one failure.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { root, run, turbo } from './toolchain.mjs'

const summaries = path.join(root, '.turbo', 'runs')
const total = { passed: 0, failed: 0, skipped: 0 }
await runTasks(['build', '--output-logs=errors-only'])
if (total.failed === 0) await runTasks(['lint', 'typecheck', 'test', '--output-logs=new-only'])

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
process.exitCode = total.failed > 0 ? 1 : 0
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`)

/**
 * @typedef {{ taskId: string, task: string, directory: string, command: string, execution?: { exitCode?: number } }} Task
 * @typedef {import('./test-report.ts').TestReport} TestReport
 */

/**
 * Runs turbo and adds what came of each task to the total.
 * @param {string[]} args
 */
async function runTasks(args) {
  rmSync(summaries, { recursive: true, force: true })
  const concurrency = Math.max(2, Math.floor(availableParallelism() / 2))
  const options = ['--continue=dependencies-successful', '--summarize', '--log-order=grouped']
  const line = turbo(['run', ...args, ...options, `--concurrency=${concurrency}`, ...process.argv.slice(2)])
  const { code } = await run(line, { env: { ANIMEGAN_TEST_MACHINE: describeMachine() } })
  for (const task of readSummary()) addTask(task)
  if (code !== 0 && total.failed === 0) fail('turbo ended before every task had run')
}

/** @param {Task} task */
function addTask({ taskId, task, directory, command, execution }) {
  if (command === '<NONEXISTENT>') return
  const exitCode = execution?.exitCode
  const report = task === 'test' ? readReport(directory) : undefined
  if (task === 'test' && exitCode === 0 && report === undefined) fail(`${taskId} left no report`)
  if (exitCode === undefined) fail(`${taskId} did not run`)
  else if (exitCode !== 0 && !report?.failed.length) fail(`${taskId} exited with ${exitCode}`)
  if (report === undefined) return
  total.passed += report.passed
  total.failed += report.failed.length
  total.skipped += report.skipped.length
  for (const { name, message } of report.failed) console.log(`failed: ${directory}/${name}\n  ${message}`)
  for (const { name, reason } of report.skipped) {
    console.log(`skipped: ${directory}/${name}${reason ? ` (${reason})` : ''}`)
  }
}

/** @param {string} what */
function fail(what) {
  total.failed += 1
  console.log(`failed: ${what}`)
}

/** @returns {Task[]} */
function readSummary() {
  if (!existsSync(summaries)) return []
  return readdirSync(summaries).flatMap(
    (file) => JSON.parse(readFileSync(path.join(summaries, file), 'utf8')).tasks,
  )
}

/**
 * @param {string} directory
 * @returns {TestReport | undefined}
 */
function readReport(directory) {
  const file = path.join(root, directory, '.reports', 'tests.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

/**
 * All outside the repository that tests look at, as one string: turbo takes it into the hash of every test task, so that
 * a cached result is never reused where tests would have skipped, or not skipped, something else.
 */
function describeMachine() {
  const shared = path.join(root, '..', 'shared')
  const adapter = '/usr/lib/chromium/vk_swiftshader_icd.json'
  return [
    `${process.platform}-${process.arch}-node-${process.versions.node}`,
    `shared-${existsSync(shared) ? hashFolder(shared) : 'absent'}`,
    `software-webgpu-${existsSync(adapter) ? 'present' : 'absent'}`,
  ].join(' ')
}

/** @param {string} folder */
function hashFolder(folder) {
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  for (const file of files.map((entry) => path.join(entry.parentPath, entry.name)).sort()) {
    hash.update(`${path.relative(folder, file)}\n`).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 16)
}

// How the scripts start other programs: always through Node itself and a program's own JavaScript entry, so that
// nothing depends on a shell, on PATHEXT or on what happens to be installed globally.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/** The root package.json. */
export const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))

const bin = path.join(root, 'node_modules', '.bin')

/** The environment of every program started here: the pinned pnpm first on PATH, no telemetry, no update notices. */
export const environment = {
  ...process.env,
  [pathName()]: [bin, process.env[pathName()] ?? ''].join(path.delimiter),
  DO_NOT_TRACK: '1',
  TURBO_TELEMETRY_DISABLED: '1',
  npm_config_update_notifier: 'false',
}

/** Windows spells PATH in several ways, and two spellings side by side would hide one another. */
function pathName() {
  return Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'
}

/**
 * A command line that runs the pnpm named by `packageManager`, fetched by npm when it is not there yet. npm is started
 * outside the repository, so that it never runs the very copy of pnpm that an installation may be replacing.
 * @param {string[]} args
 */
export function pnpm(args) {
  const [name, version] = manifest.packageManager.split('+')[0].split('@')
  if (name !== 'pnpm' || !version)
    throw new Error(`packageManager is "${manifest.packageManager}", not pnpm@VERSION`)
  return npm(['exec', '--yes', `--package=pnpm@${version}`, '--', 'pnpm', '--dir', root, ...args])
}

/**
 * A command line that runs npm.
 * @param {string[]} args
 */
export function npm(args) {
  const beside = path.dirname(process.execPath)
  const entry = [
    process.env.npm_execpath,
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ].find((file) => file !== undefined && path.basename(file) === 'npm-cli.js' && existsSync(file))
  return entry
    ? { command: process.execPath, args: [entry, ...args], cwd: tmpdir(), shell: false }
    : { command: 'npm', args, cwd: tmpdir(), shell: process.platform === 'win32' }
}

/**
 * A command line that runs turbo from node_modules.
 * @param {string[]} args
 */
export function turbo(args) {
  const entry = path.join(root, 'node_modules', 'turbo', 'bin', 'turbo')
  return { command: process.execPath, args: [entry, ...args], cwd: root, shell: false }
}

/**
 * Runs a command line and resolves with its exit code and, when `quiet`, all it printed.
 * @param {{ command: string, args: string[], cwd: string, shell: boolean }} line
 * @param {{ quiet?: boolean, env?: Record<string, string> }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(line, { quiet = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(line.command, line.args, {
      cwd: line.cwd,
      shell: line.shell,
      env: { ...environment, ...env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
    })
    /** @type {Buffer[]} */
    const chunks = []
    child.stdout?.on('data', (chunk) => chunks.push(chunk))
    child.stderr?.on('data', (chunk) => chunks.push(chunk))
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString() }))
  })
}

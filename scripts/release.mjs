// Publishes every package whose version the registry does not have yet: builds, checks the tarballs (contents, hashes of
// weights, publint, types, an installation by npm) and that no weights changed within a minor version, publishes with provenance. `--dry-run` does all but the last word.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pnpm, root, run } from './toolchain.mjs'

const [option, ...rest] = process.argv.slice(2)
const isDry = option === '--dry-run'
if (rest.length > 0 || (option !== undefined && !isDry)) {
  stop(`expected --dry-run or nothing, got "${process.argv.slice(2).join(' ')}"`)
}

if (!isDry) await requireVersionedTree()
await step('setup and build', node('scripts/setup.mjs', '--build'))
await step('same seed, same face', node('scripts/compare-published-weights.mjs'))
await step('check the packages', pnpm(['--filter', '@animegan/checks', 'exec', ...packagingTests()]))
await step(
  isDry ? 'what would be published' : 'publish',
  isDry ? pnpm(['--recursive', 'publish', '--dry-run', '--no-git-checks']) : pnpm(['changeset', 'publish']),
  { npm_config_provenance: String(!isDry), npm_config_loglevel: 'warn' },
)
console.log(isDry ? '\nready to be released' : '\nreleased; push the tags: git push --follow-tags')

/** A release is of a commit in which every described change has its version. */
async function requireVersionedTree() {
  const { output } = await run(
    { command: 'git', args: ['status', '--porcelain'], cwd: root, shell: false },
    { quiet: true },
  )
  if (output.trim() !== '') stop(`the working tree has changes; commit them first:\n${output}`)
  const described = readdirSync(path.join(root, '.changeset')).filter((file) => file.endsWith('.md'))
  if (described.length > 0) {
    stop(`${described.length} changes have no version yet; run pnpm run version, look at it, commit it`)
  }
}

function packagingTests() {
  return ['vitest', 'run', '--config', '../vitest.config.ts', 'src/packaging.test.ts']
}

/** @param {string[]} args */
function node(...args) {
  return { command: process.execPath, args, cwd: root, shell: false }
}

/**
 * @param {string} name
 * @param {Parameters<typeof run>[0]} line
 * @param {Record<string, string>} [env]
 */
async function step(name, line, env = {}) {
  console.log(`\n# ${name}`)
  const { code } = await run(line, { env })
  if (code !== 0) stop(`${name}: failed`)
}

/**
 * @param {string} why
 * @returns {never}
 */
function stop(why) {
  console.error(`release: ${why}`)
  process.exit(1)
}

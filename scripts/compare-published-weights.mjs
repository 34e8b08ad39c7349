// Weights promise "same seed, same face" within a minor version. Compares every weights package with what the registry has
// of the same minor version, and fails where a model differs.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { npm, root, run } from './toolchain.mjs'
import { listWeightsPackages } from './weights-packages.mjs'

const cache = mkdtempSync(path.join(tmpdir(), 'animegan-published-'))
try {
  for (const { manifest, packageManifest } of listWeightsPackages()) {
    const { name, version } = packageManifest
    const published = await findPublished(name, minorOf(version))
    if (published === undefined) {
      console.log(`${name} ${version}: the first of its minor version`)
      continue
    }
    const before = await pullManifest(name, published)
    const changed = manifest.files.filter(
      /** @param {ModelFile} file */
      ({ path, sha256 }) => before.files.some((old) => old.path === path && old.sha256 !== sha256),
    )
    if (changed.length > 0) {
      const files = changed.map(/** @param {ModelFile} file */ ({ path }) => path).join(', ')
      console.error(
        `${name} ${version}: ${files} differ from ${published}, so faces may; describe a minor change, not a patch`,
      )
      process.exitCode = 1
    } else console.log(`${name} ${version}: the models of ${published}`)
  }
} finally {
  rmSync(cache, { recursive: true, force: true })
}

/** @typedef {{ path: string, sha256: string }} ModelFile */

/** @param {string} version */
function minorOf(version) {
  const [major, minor] = version.split('.')
  return `~${major}.${minor}.0`
}

/**
 * The newest version in a range that the registry has, if any.
 * @param {string} name
 * @param {string} range
 * @returns {Promise<string | undefined>}
 */
async function findPublished(name, range) {
  const { code, output } = await run(
    npm(['view', '--json', '--loglevel=silent', `${name}@${range}`, 'version']),
    {
      quiet: true,
    },
  )
  const answer = output.trim() === '' ? [] : JSON.parse(output)
  if (code === 0) return [answer].flat().at(-1)
  if (answer.error?.code === 'E404') return undefined
  throw new Error(`npm view ${name} failed: ${output}`)
}

/**
 * @param {string} name
 * @param {string} version
 * @returns {Promise<{ files: ModelFile[] }>}
 */
async function pullManifest(name, version) {
  const args = [path.join(root, 'apps/cli/bin/animegan.js'), 'weights', 'pull', `${name}@${version}`]
  const line = { command: process.execPath, args, cwd: root, shell: false }
  const { code, output } = await run(line, { quiet: true, env: { ANIMEGAN_CACHE: cache } })
  if (code !== 0) throw new Error(output)
  return JSON.parse(readFileSync(path.join(cache, 'node_modules', name, 'manifest.json'), 'utf8'))
}

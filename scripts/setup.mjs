// Installs what the lockfile says with the pinned pnpm and, with --build, builds every package. Says one line when there
// was something to do, nothing when there was not, and everything when it failed.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pnpm, root, run, turbo } from './toolchain.mjs'

const stampFile = path.join(root, 'node_modules', '.animegan-setup')

checkNode()
await install()
if (process.argv.includes('--build')) await build()

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  console.error(`Node ${process.versions.node} is too old: AnimeGAN needs Node 20.19 or later.`)
  process.exit(1)
}

async function install() {
  const members = workspaceMembers()
  const stamp = installationStamp(members)
  const complete = members.every(hasDependenciesLinked)
  if (complete && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  rmSync(stampFile, { force: true })
  await step(
    'install dependencies',
    pnpm(['install', '--frozen-lockfile', '--prefer-offline', '--config.confirm-modules-purge=false']),
  )
  writeFileSync(stampFile, stamp)
}

async function build() {
  const args = ['run', 'build', '--output-logs=errors-only', '--log-order=grouped', '--no-color']
  await step('build', turbo(args), (output) => !output.includes('FULL TURBO'))
}

/**
 * @param {string} name
 * @param {Parameters<typeof run>[0]} line
 * @param {(output: string) => boolean} [didWork]
 */
async function step(name, line, didWork = () => true) {
  const begin = Date.now()
  const { code, output } = await run(line, { quiet: true })
  const seconds = ((Date.now() - begin) / 1000).toFixed(1)
  if (code !== 0) {
    console.error(`${output}\n${name}: failed after ${seconds} s`)
    process.exit(1)
  }
  if (didWork(output)) console.log(`${name}: done in ${seconds} s`)
}

/** Folders of the workspace, relative to the root; the shape `folder` or `folder/*` is all that the workspace uses. */
function workspaceMembers() {
  const text = readFileSync(path.join(root, 'pnpm-workspace.yaml'), 'utf8')
  const patterns = [...(text.match(/^packages:\n((?: +- .*\n)+)/m)?.[1] ?? '').matchAll(/- ['"]?([^'"\s]+)/g)]
  const folders = patterns.flatMap(([, pattern = '']) => {
    if (!pattern.endsWith('/*')) return [pattern]
    const parent = pattern.slice(0, -2)
    if (!existsSync(path.join(root, parent))) return []
    return readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`)
  })
  return ['.', ...folders].filter((folder) => existsSync(path.join(root, folder, 'package.json'))).sort()
}

/** @param {string} folder */
function hasDependenciesLinked(folder) {
  const { dependencies = {}, devDependencies = {} } = readManifest(folder)
  const linked = path.join(root, folder, 'node_modules')
  return Object.keys({ ...dependencies, ...devDependencies }).every((name) =>
    existsSync(path.join(linked, name)),
  )
}

/** @param {string} folder */
function readManifest(folder) {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8'))
}

/**
 * Changes whenever an installation could come out differently.
 * @param {string[]} members
 */
function installationStamp(members) {
  const hash = createHash('sha256').update(`${process.platform}-${process.arch}\n`)
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml'])
    hash.update(readFileSync(path.join(root, file)))
  for (const folder of members) {
    const { name, packageManager, dependencies, devDependencies, optionalDependencies, bin } =
      readManifest(folder)
    hash.update(
      JSON.stringify({
        folder,
        name,
        packageManager,
        dependencies,
        devDependencies,
        optionalDependencies,
        bin,
      }),
    )
  }
  return `${hash.digest('hex')}\n`
}

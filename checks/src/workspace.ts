import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root folder, without a slash at the end. */
export const root = path.resolve(fileURLToPath(new URL('../..', import.meta.url)))

/** The fields of a package.json that these tests look at. */
export interface Manifest {
  name: string
  version?: string
  private?: boolean
  type?: string
  license?: string
  description?: string
  engines?: { node?: string }
  files?: string[]
  bin?: Record<string, string>
  exports?: Record<string, unknown>
  publishConfig?: { exports?: Record<string, unknown> }
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  packageManager?: string
}

/** One package of the workspace; `folder` is relative to the root, with forward slashes. */
export interface Member {
  folder: string
  manifest: Manifest
}

/** Reads the package.json of a folder relative to the root. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(root, folder, 'package.json'), 'utf8')) as Manifest
}

/** Every package of the workspace, as the folders of pnpm-workspace.yaml hold them. */
export const members: readonly Member[] = ['packages/*', 'apps/*', 'examples', 'benchmarks', 'checks']
  .flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern]
    const parent = pattern.slice(0, -2)
    return existsSync(path.join(root, parent))
      ? readdirSync(path.join(root, parent)).map((name) => `${parent}/${name}`)
      : []
  })
  .filter((folder) => existsSync(path.join(root, folder, 'package.json')))
  .map((folder) => ({ folder, manifest: readManifest(folder) }))

/** The packages that npm users get. */
export const publishable = members.filter(({ manifest }) => !manifest.private)

/** The `exports` that npm users see, which may leave out what only the workspace's own tests import. */
export function publishedExports({ manifest }: Member): Record<string, unknown> {
  return manifest.publishConfig?.exports ?? manifest.exports ?? {}
}

/** Source files of a member below src/, relative to the root, tests included. */
export function listSources({ folder }: Member): string[] {
  const src = path.join(root, folder, 'src')
  if (!existsSync(src)) return []
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|tsx|mjs|js)$/.test(file))
    .map((file) => `${folder}/src/${file.replaceAll('\\', '/')}`)
    .sort()
}

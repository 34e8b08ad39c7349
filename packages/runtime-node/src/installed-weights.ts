import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { listModuleFolders, manifestFile } from './package-lookup.js'

/** A weights package that is installed here. */
export interface InstalledWeights {
  /** What `loadWeights` takes: the part of the package name after `@animegan/weights-`. */
  name: string
  packageName: string
  /** Absolute path of the package. */
  folder: string
}

const scope = '@animegan'
const prefix = 'weights-'

/** The installed packages `@animegan/weights-*`, seen from the caller's module (`from`), the working folder and this package. */
export function listInstalledWeights(from?: string | URL): InstalledWeights[] {
  const found = new Map<string, InstalledWeights>()
  for (const modules of listModuleFolders(from)) {
    const scopeFolder = join(modules, scope)
    for (const entry of existsSync(scopeFolder) ? readdirSync(scopeFolder) : []) {
      const folder = join(scopeFolder, entry)
      const name = entry.slice(prefix.length)
      if (!entry.startsWith(prefix) || found.has(name) || !existsSync(join(folder, manifestFile))) continue
      found.set(name, { name, packageName: `${scope}/${entry}`, folder })
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

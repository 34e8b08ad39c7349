import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { listModuleFolders, manifestFile } from './package-lookup.js'

/** A weights package that is installed or pulled here. */
export interface InstalledWeights {
  /** What `loadWeights` or `loadTagger` takes: the part of the package name after `@animegan/weights-`. */
  name: string
  packageName: string
  /** As its package.json says, if it does. */
  version: string | undefined
  kind: 'generator' | 'tagger'
  /** Absolute path of the package. */
  folder: string
}

const scope = '@animegan'
const prefix = 'weights-'

/**
 * The packages `@animegan/weights-*` that are installed, seen from the caller's module (`from`), the working folder and this
 * package, and those that were pulled.
 */
export function listInstalledWeights(from?: string | URL): InstalledWeights[] {
  const found = new Map<string, InstalledWeights>()
  for (const modules of listModuleFolders(from)) {
    const scopeFolder = join(modules, scope)
    for (const entry of existsSync(scopeFolder) ? readdirSync(scopeFolder) : []) {
      const folder = join(scopeFolder, entry)
      const name = entry.slice(prefix.length)
      if (!entry.startsWith(prefix) || found.has(name) || !existsSync(join(folder, manifestFile))) continue
      found.set(name, describePackage(name, `${scope}/${entry}`, folder))
    }
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

function describePackage(name: string, packageName: string, folder: string): InstalledWeights {
  const { version } = readIfJson(join(folder, 'package.json'))
  const { schema } = readIfJson(join(folder, manifestFile))
  return {
    name,
    packageName,
    version: typeof version === 'string' ? version : undefined,
    kind: schema === 'animegan.tagger/1' ? 'tagger' : 'generator',
    folder,
  }
}

/** A list must not fail for one broken package: whoever uses that one is told. */
function readIfJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}

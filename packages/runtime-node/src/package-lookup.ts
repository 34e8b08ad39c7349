import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findCacheDir } from './weights-cache.js'

/** The name of the manifest in every weights folder and package. */
export const manifestFile = 'manifest.json'

/** Files from whose folders packages are looked up: the caller's module (`from`), the working folder, this package. */
const lookupStarts = (from?: string | URL): string[] => [
  ...(from === undefined
    ? []
    : [from instanceof URL || from.startsWith('file:') ? fileURLToPath(from) : from]),
  join(process.cwd(), 'package.json'),
  fileURLToPath(import.meta.url),
]

/** Where `animegan weights pull` puts packages: in the folder of downloads, laid out as npm does. */
export const findPulledModules = (): string => join(findCacheDir(), 'node_modules')

/** The folders in which Node looks for packages, nearest first, and after them that of pulled ones. */
export const listModuleFolders = (from?: string | URL): string[] => [
  ...new Set([
    ...lookupStarts(from).flatMap((start) => createRequire(start).resolve.paths('animegan') ?? []),
    findPulledModules(),
  ]),
]

/**
 * The folder of an installed package that holds a manifest. Looked up as files, not as module exports: a weights package
 * need not export its manifest.
 */
export const findWeightsPackage = (packageName: string, from?: string | URL): string | undefined =>
  listModuleFolders(from)
    .map((modules) => join(modules, packageName))
    .find((folder) => existsSync(join(folder, manifestFile)))

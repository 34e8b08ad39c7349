import { existsSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { AnimeganError } from '@animegan/core'
import { type InstalledWeights, listInstalledWeights } from './installed-weights.js'
import { findWeightsPackage, manifestFile } from './package-lookup.js'

/** Where a weights manifest is: in a folder of this machine or behind a URL. */
export type WeightsLocation = { kind: 'folder'; folder: string } | { kind: 'url'; manifestUrl: URL }

const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory()
  } catch {
    return false
  }
}

/** Base URLs get `manifest.json` appended; a URL that ends with `.json` is the manifest itself. */
const locateUrl = (url: URL): WeightsLocation => {
  const manifestUrl = new URL(url)
  if (!url.pathname.endsWith('.json')) {
    manifestUrl.pathname = `${url.pathname.replace(/\/$/, '')}/${manifestFile}`
  }
  return { kind: 'url', manifestUrl }
}

/**
 * Where an http(s) or file URL, a folder or the path of a manifest leads; undefined when nothing is there. Throws
 * `WEIGHTS_NOT_FOUND` for a folder without a manifest.
 */
function locatePlace(dirOrUrl: string): WeightsLocation | undefined {
  if (isWebAddress(dirOrUrl)) return locateUrl(new URL(dirOrUrl))
  const path = resolve(/^file:\/\//i.test(dirOrUrl) ? fileURLToPath(dirOrUrl) : dirOrUrl)
  if (basename(path) === manifestFile && existsSync(path)) return { kind: 'folder', folder: dirname(path) }
  if (!isFolder(path)) return undefined
  if (existsSync(join(path, manifestFile))) return { kind: 'folder', folder: path }
  throw new AnimeganError(
    'WEIGHTS_NOT_FOUND',
    `no weights in ${path}: the folder has no ${manifestFile}; give the folder that holds it`,
  )
}

const isWebAddress = (text: string): boolean => /^https?:\/\//i.test(text) && URL.canParse(text)

/**
 * Finds weights: an http(s) or file URL, a folder (or the manifest in it), a package name, or the short name of a package
 * `@animegan/weights-NAME`; a name wins over a folder of that name, which `./NAME` reaches. `what` is for the message.
 * Throws `WEIGHTS_NOT_FOUND`, which lists what is installed.
 */
export function locateWeights(
  nameOrDirOrUrl: string,
  from?: string | URL,
  what: { name: string; kind: InstalledWeights['kind'] } = { name: 'weights', kind: 'generator' },
): WeightsLocation {
  const wanted = nameOrDirOrUrl
  const isPackageName = /^(@[a-z0-9._~-]+\/)?[a-z0-9_~-][a-z0-9._~-]*$/.test(wanted)
  const packageName = wanted.startsWith('@') ? wanted : `@animegan/weights-${wanted}`
  if (isPackageName) {
    const folder = findWeightsPackage(packageName, from) ?? findWeightsPackage(wanted, from)
    if (folder) return { kind: 'folder', folder }
  }
  const place = locatePlace(wanted)
  if (place) return place
  const installed = listInstalledWeights(from).filter(({ kind }) => kind === what.kind)
  const looked = isPackageName
    ? `no package ${packageName} is installed and there is no such folder`
    : 'there is no such folder'
  const there =
    installed.length > 0
      ? `installed: ${installed.map(({ name }) => name).join(', ')}`
      : `no ${what.name} package is installed`
  const remedy = isPackageName ? `${there}; npm install or animegan weights pull gets others` : there
  throw new AnimeganError('WEIGHTS_NOT_FOUND', `${what.name} "${wanted}" not found: ${looked}; ${remedy}`)
}

/** Finds a tag estimator, as {@link locateWeights} finds weights. */
export const locateTagger = (nameOrDirOrUrl: string, from?: string | URL): WeightsLocation =>
  locateWeights(nameOrDirOrUrl, from, { name: 'tag estimator', kind: 'tagger' })

/** A location in words, for messages and records. */
export const describeLocation = (location: WeightsLocation): string =>
  location.kind === 'url' ? location.manifestUrl.href : pathToFileURL(location.folder).href

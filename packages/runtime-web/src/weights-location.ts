import { AnimeganError, type WeightsDtype } from '@animegan/core'
import { locatePackageFile } from './runtime-files.js'

/** Addresses of weights, as a module `@animegan/weights-NAME` exports them, so that bundlers find the files. */
export interface WeightsFiles {
  manifest: string | URL
  /** Of the models, where they do not lie beside the manifest under the names that it says. */
  files?: Partial<Record<WeightsDtype, string | URL>> | undefined
}

/** A manifest's address and, where they differ from what it says, those of its models. */
export interface WeightsLocation {
  manifest: URL
  files: Partial<Record<WeightsDtype, URL>>
}

const manifestFile = 'manifest.json'

/** Names of packages, as in Node: `dahlia` or `@animegan/weights-dahlia`, here also with `@VERSION` behind. */
const packageName = /^(@[a-z0-9._~-]+\/)?[a-z0-9_~-][a-z0-9._~-]*(@[\w.+-]+)?$/

/**
 * Where weights are: a module of addresses, the address of a manifest or of its folder (relative to the page), or the name of a package
 * that lies beside this one. Throws `WEIGHTS_NOT_FOUND` for a name where this script does not lie in a folder of packages.
 */
export function locateWeights(weights: string | URL | WeightsFiles): WeightsLocation {
  if (typeof weights === 'object' && 'manifest' in weights) {
    const files = Object.entries(weights.files ?? {}).map(([dtype, address]) => [dtype, toUrl(address)])
    return { manifest: toUrl(weights.manifest), files: Object.fromEntries(files) }
  }
  if (typeof weights === 'string' && packageName.test(weights) && !weights.endsWith('.json')) {
    const manifest = locatePackage(weights)
    if (manifest) return { manifest, files: {} }
    throw new AnimeganError(
      'WEIGHTS_NOT_FOUND',
      `weights "${weights}" not found: this script does not lie in a folder of packages; give the address of a manifest, or import ` +
        'the weights: import weights from "@animegan/weights-NAME"',
    )
  }
  const manifest = toUrl(weights)
  if (!manifest.pathname.endsWith('.json')) {
    manifest.pathname = `${manifest.pathname.replace(/\/$/, '')}/${manifestFile}`
  }
  return { manifest, files: {} }
}

function locatePackage(wanted: string): URL | undefined {
  const [, name = '', version] = /^(@?[^@]+)(?:@(.+))?$/.exec(wanted) ?? []
  return locatePackageFile(name.startsWith('@') ? name : `@animegan/weights-${name}`, manifestFile, version)
}

/** Relative addresses count from the page. Some bundlers write addresses without a host. */
const toUrl = (address: string | URL): URL =>
  new URL(
    typeof address === 'string' ? address : address.href,
    globalThis.document?.baseURI ?? globalThis.location?.href,
  )

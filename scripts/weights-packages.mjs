import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './toolchain.mjs'

/** The workspace's weights packages, generators and tag estimators, each with its two manifests. */
export function listWeightsPackages() {
  const parent = path.join(root, 'packages')
  return readdirSync(parent)
    .map((name) => path.join(parent, name))
    .filter((folder) => existsSync(path.join(folder, 'manifest.json')))
    .map((folder) => {
      const manifestPath = path.join(folder, 'manifest.json')
      return {
        manifestPath,
        manifest: readJson(manifestPath),
        packageManifest: readJson(path.join(folder, 'package.json')),
      }
    })
}

/** @param {string} file */
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'))

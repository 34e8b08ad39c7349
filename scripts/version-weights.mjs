// Gives the manifest of every weights package the version of its package, after `changeset version` has chosen that.
import { renameSync, writeFileSync } from 'node:fs'
import { listWeightsPackages } from './weights-packages.mjs'

for (const { manifestPath, manifest, packageManifest } of listWeightsPackages()) {
  if (manifest.version === packageManifest.version) continue
  const text = `${JSON.stringify({ ...manifest, version: packageManifest.version }, null, 2)}\n`
  writeFileSync(`${manifestPath}.new`, text)
  renameSync(`${manifestPath}.new`, manifestPath)
  console.log(
    `${packageManifest.name}: the manifest says ${packageManifest.version} now, before ${manifest.version}`,
  )
}

import type { StoredFile, TaggerManifest, WeightsManifest } from '@animegan/core'

/** Every file that a manifest of weights or of a tag estimator names, each once. */
export function listModelFiles(manifest: WeightsManifest | TaggerManifest): StoredFile[] {
  const others =
    manifest.schema === 'animegan.tagger/1'
      ? (manifest.outputs.features?.files ?? [])
      : manifest.trainable
        ? [manifest.trainable]
        : []
  const files: StoredFile[] = [...manifest.files, ...others]
  return [...new Map(files.map((file) => [file.path, file])).values()]
}

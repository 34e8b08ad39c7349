import {
  chooseWeightsFile,
  type LoadedWeights,
  parseTaggerManifest,
  parseWeightsManifest,
  type TaggerManifest,
  type WeightsDtype,
  type WeightsManifest,
} from '@animegan/core'
import { type FetchModelsOptions, type OpenedModels, openModels } from './opened-models.js'
import { locateWeights } from './weights-location.js'

export interface OpenWeightsOptions extends FetchModelsOptions {
  /** The caller's `import.meta.url`: weights packages are looked up from there too. */
  from?: string | URL | undefined
}

/** Weights of which the manifest is read and the models are not yet. */
export type OpenedWeights = OpenedModels<WeightsManifest>

export interface LoadWeightsOptions extends OpenWeightsOptions {
  /** Default: fp32 if there is one, else fp16, else int8. */
  dtype?: WeightsDtype | undefined
}

/**
 * Finds weights and reads their manifest. `nameOrDirOrUrl`: short or full name of an installed package, a folder, or the
 * URL of a manifest or of its folder. Throws `WEIGHTS_NOT_FOUND`, `INVALID_MANIFEST`, `DOWNLOAD_FAILED`, `ABORTED`.
 */
export async function openWeights(
  nameOrDirOrUrl: string,
  options: OpenWeightsOptions = {},
): Promise<OpenedWeights> {
  return openModels(locateWeights(nameOrDirOrUrl, options.from), parseWeightsManifest, options)
}

/**
 * Finds weights or a tag estimator, which their manifests tell apart by `schema`, and reads the manifest.
 * Throws as {@link openWeights} does.
 */
export async function openWeightsOrTagger(
  nameOrDirOrUrl: string,
  options: OpenWeightsOptions = {},
): Promise<OpenedModels<WeightsManifest | TaggerManifest>> {
  const parse = (json: unknown, source: string) =>
    isTagger(json) ? parseTaggerManifest(json, source) : parseWeightsManifest(json, source)
  return openModels(locateWeights(nameOrDirOrUrl, options.from), parse, options)
}

const isTagger = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'schema' in json && json.schema === 'animegan.tagger/1'

/**
 * Loads one model of some weights, verified by length and SHA-256.
 * Throws as `openWeights` does, `WEIGHTS_CORRUPT`, and `INVALID_OPTION` for a dtype that the weights do not come in.
 *
 * @example
 * const weights = await loadWeights('dahlia', { dtype: 'int8' })
 */
export async function loadWeights(
  nameOrDirOrUrl: string,
  options: LoadWeightsOptions = {},
): Promise<LoadedWeights> {
  const { manifest, source, read } = await openWeights(nameOrDirOrUrl, options)
  const file = chooseWeightsFile(manifest.files, options.dtype, `weights ${manifest.name}`)
  return { manifest, dtype: file.dtype, model: await read(file), sha256: file.sha256, source }
}

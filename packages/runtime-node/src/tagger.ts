import {
  chooseWeightsFile,
  InvalidInputError,
  parseTaggerManifest,
  type TaggerManifest,
  type WeightsDtype,
} from '@animegan/core'
import { openModels } from './opened-models.js'
import type { OpenWeightsOptions } from './weights.js'
import { locateTagger } from './weights-location.js'

export interface LoadTaggerOptions extends OpenWeightsOptions {
  /** What is wanted of the tag estimator: some have a model of its own for features. Default `tags`. */
  output?: 'tags' | 'features' | undefined
  /** Default: fp32 if there is one, else fp16, else int8. */
  dtype?: WeightsDtype | undefined
}

/** A verified model of a tag estimator, with its manifest. */
export interface LoadedTagger {
  manifest: TaggerManifest
  dtype: WeightsDtype
  /** The ONNX file. */
  model: Uint8Array
  /** Of the ONNX file, in hexadecimal. */
  sha256: string
  /** URL of the folder, or of the manifest on the web. */
  source: string
}

/**
 * Loads a tag estimator's model, verified by length and SHA-256. `nameOrDirOrUrl`: short or full name of an installed package,
 * a folder with a manifest.json, that file, or the URL of either.
 *
 * Throws `WEIGHTS_NOT_FOUND`, `INVALID_MANIFEST`, `WEIGHTS_CORRUPT`, `DOWNLOAD_FAILED`, `ABORTED`, and `INVALID_OPTION` for
 * a dtype or features that it does not have.
 *
 * @example
 * const { manifest, model } = await loadTagger('runs/tagger/tagger')
 * const session = await createSession(model)
 */
export async function loadTagger(
  nameOrDirOrUrl: string,
  options: LoadTaggerOptions = {},
): Promise<LoadedTagger> {
  const { output = 'tags', dtype, from } = options
  const location = locateTagger(nameOrDirOrUrl, from)
  const { manifest, source, read } = await openModels(location, parseTaggerManifest, options)
  const { features } = manifest.outputs
  if (output === 'features' && features === undefined) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `tag estimator ${manifest.name} gives no features: its manifest has no outputs.features; take another`,
    )
  }
  const files = (output === 'features' && features?.files) || manifest.files
  const file = chooseWeightsFile(files, dtype, `the ${output} of tag estimator ${manifest.name}`)
  return { manifest, dtype: file.dtype, model: await read(file), sha256: file.sha256, source }
}

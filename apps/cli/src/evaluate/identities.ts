import type { ExtractorIdentity, ModelIdentity } from '@animegan/evaluation'
import type { OpenedExtractor } from '../open-estimator.js'
import type { OpenedModel } from './open-model.js'

/** Says which generator drew. */
export function identifyModel({ manifest: { name, version }, dtype, sha256 }: OpenedModel): ModelIdentity {
  return { name, version, dtype, sha256 }
}

/** Says by what network pictures were compared, and how they came to it. */
export function identifyExtractor({ extractor, modelSha256 }: OpenedExtractor): ExtractorIdentity {
  const { name, preprocessing, input } = extractor.manifest
  return { name, size: extractor.size, modelSha256, resolution: input.resolution, preprocessing }
}

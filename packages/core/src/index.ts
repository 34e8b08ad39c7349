export { type AbortSignalLike, throwIfAborted } from './abort-signal.js'
export { DiscriminatorSpec, parseDiscriminatorSpec } from './architecture/discriminator-spec.js'
export { countFlops } from './architecture/flops.js'
export {
  countUpsamplings,
  type DcganSpec,
  GeneratorSpec,
  parseGeneratorSpec,
  type SrresnetSpec,
} from './architecture/generator-spec.js'
export {
  type ConvLayer,
  type DenseLayer,
  type Layer,
  listLayers,
  type NormLayer,
} from './architecture/layers.js'
export {
  countParameters,
  listParameters,
  type Parameter,
  type ParameterRole,
} from './architecture/parameters.js'
export { type ArchitecturePreset, architecturePresets, type PresetName } from './architecture/presets.js'
export { AnimeganError, type ErrorCode, InvalidInputError } from './errors.js'
export { type Face, toRgba } from './face.js'
export { type FacePlan, type PlanFacesOptions, planFaces } from './face-plan.js'
export { type GenerateOptions, generate } from './generate.js'
export type {
  CreateSession,
  Device,
  InferenceSession,
  SessionOptions,
  TensorData,
  TensorValue,
} from './inference-session.js'
export { parseSchema, showValue } from './parse-schema.js'
export { lerp, slerp } from './sampling/interpolation.js'
export { createRandom, type Random } from './sampling/random.js'
export { type SampleLatentOptions, sampleLatent } from './sampling/sample-latent.js'
export { completeTags, type SampleTagsOptions, sampleTags, type TagPrior } from './sampling/sample-tags.js'
export { animeTags, animeTagsWithYear } from './tags/anime-tags.js'
export { type Condition, decodeCondition, encodeCondition } from './tags/condition.js'
export { measureEditDistance } from './tags/edit-distance.js'
export { parseTags, resolveTags } from './tags/parse-tags.js'
export {
  conditionSize,
  parseTagSchema,
  type Tag,
  type TagAttribute,
  type TagGroup,
  TagSchema,
} from './tags/tag-schema.js'
export {
  parseWeightsManifest,
  type WeightsDtype,
  type WeightsFile,
  WeightsManifest,
} from './weights-manifest.js'

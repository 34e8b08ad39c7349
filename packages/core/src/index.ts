export { type AbortSignalLike, throwIfAborted } from './abort-signal.js'
export { DiscriminatorSpec, parseDiscriminatorSpec } from './architecture/discriminator-spec.js'
export { countFlops } from './architecture/flops.js'
export {
  countUpsamplings,
  type DcganSpec,
  GeneratorSpec,
  parseGeneratorSpec,
  type ResnetSpec,
  type SrresnetSpec,
} from './architecture/generator-spec.js'
export {
  type ConvLayer,
  type DenseLayer,
  type Layer,
  listLayers,
  type NetworkSpec,
  type NormLayer,
} from './architecture/layers.js'
export {
  countParameters,
  listParameters,
  type Parameter,
  type ParameterRole,
} from './architecture/parameters.js'
export { type ArchitecturePreset, architecturePresets, type PresetName } from './architecture/presets.js'
export { parseTaggerSpec, TaggerSpec } from './architecture/tagger-spec.js'
export { type PlanSweepOptions, planSweep } from './attribute-sweep.js'
export { chooseWeightsFile } from './choose-weights-file.js'
export { AnimeganError, type ErrorCode, InvalidInputError } from './errors.js'
export { type Face, toRgba } from './face.js'
export { type PlanInterpolationOptions, planInterpolation } from './face-interpolation.js'
export { type FacePlan, type PlanFacesOptions, planFaces } from './face-plan.js'
export { type GenerateOptions, generate } from './generate.js'
export {
  type CreateSession,
  type Device,
  type DeviceTensor,
  type InferenceSession,
  isOnDevice,
  type SessionOptions,
  type TensorData,
  type TensorValue,
} from './inference-session.js'
export { type InterpolateOptions, interpolate } from './interpolate.js'
export type { LoadedWeights } from './loaded-weights.js'
export { parseJson, parseSchema, showValue } from './parse-schema.js'
export {
  type PictureRecord,
  parsePictureRecord,
  type RecordedFace,
  type RecordPictureOptions,
  recordFace,
  recordPicture,
} from './picture-record.js'
export { lerp, slerp } from './sampling/interpolation.js'
export { createRandom, type Random } from './sampling/random.js'
export { sampleAttributes } from './sampling/sample-attributes.js'
export { type SampleLatentOptions, sampleLatent } from './sampling/sample-latent.js'
export { completeTags, type SampleTagsOptions, sampleTags, type TagPrior } from './sampling/sample-tags.js'
export { parseTaggerManifest, TaggerManifest } from './tagger-manifest.js'
export { animeTags, animeTagsWithYear } from './tags/anime-tags.js'
export { attributeLimits, checkAttributes } from './tags/attribute-values.js'
export { type Condition, decodeCondition, encodeCondition } from './tags/condition.js'
export { measureEditDistance } from './tags/edit-distance.js'
export { parseTags, resolveTags } from './tags/parse-tags.js'
export {
  conditionSize,
  listExclusiveGroups,
  parseTagSchema,
  type Tag,
  type TagAttribute,
  type TagGroup,
  TagSchema,
} from './tags/tag-schema.js'
export {
  parseWeightsManifest,
  type StoredFile,
  type WeightsDtype,
  type WeightsFile,
  WeightsManifest,
} from './weights-manifest.js'

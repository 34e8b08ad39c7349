export type { LoadedWeights } from '@animegan/core'
export { type Backend, type DeviceReport, listDevices } from './backends.js'
export {
  type CreateGeneratorOptions,
  type CreateProgress,
  createGenerator,
  type Generator,
} from './generator.js'
export { toBlob, toImageBitmap, toImageData } from './picture.js'
export { createSession } from './session.js'
export {
  clearCache,
  isCached,
  type LoadWeightsOptions,
  loadWeights,
  type OpenedWeights,
  type OpenWeightsOptions,
  openWeights,
} from './weights.js'
export type { WeightsFiles } from './weights-location.js'

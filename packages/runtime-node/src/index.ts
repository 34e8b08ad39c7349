export type { LoadedWeights } from '@animegan/core'
export {
  type PictureRecord,
  type RecordedFace,
  type RecordPictureOptions,
  recordFace,
  recordPicture,
} from '@animegan/core'
export { assertWritable, writeFileAtomic } from '@animegan/node-files'
export { type DeviceReport, listDevices } from './devices.js'
export { type StreamDownloadOptions, streamDownload } from './download.js'
export { type CreateGeneratorOptions, createGenerator, type Generator } from './generator.js'
export { type InstalledWeights, listInstalledWeights } from './installed-weights.js'
export {
  decodeNpy,
  encodeNpy,
  type NpyArray,
  type ReadNpyOptions,
  readNpy,
  writeNpy,
} from './npy.js'
export type { OpenedModels } from './opened-models.js'
export { findPulledModules } from './package-lookup.js'
export { readPictureRecord } from './picture-record.js'
export { type DecodedPicture, decodePng, type EncodePngOptions, encodePng, type Picture } from './png.js'
export { createSession } from './session.js'
export { type DrawSheetOptions, drawSheet } from './sheet.js'
export { type LoadedTagger, type LoadTaggerOptions, loadTagger } from './tagger.js'
export {
  type LoadWeightsOptions,
  loadWeights,
  type OpenedWeights,
  type OpenWeightsOptions,
  openWeights,
  openWeightsOrTagger,
} from './weights.js'
export { findCacheDir } from './weights-cache.js'

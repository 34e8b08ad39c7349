import type { WeightsDtype, WeightsManifest } from './weights-manifest.js'

/** A verified model with its manifest, as every runtime loads it. */
export interface LoadedWeights {
  manifest: WeightsManifest
  dtype: WeightsDtype
  /** The ONNX file. */
  model: Uint8Array
  /** Of the ONNX file, in hexadecimal. */
  sha256: string
  /** Where the manifest came from: a path or an address. */
  source: string
}

import { thumbnailSide as side } from './fingerprint.js'

/** Turns a thumbnail in CIELAB left to right. */
export function mirrorThumbnail(lab: Float32Array): Float32Array {
  return lab.map((_, index) => lab[index - (index % side) + side - 1 - (index % side)]!)
}

import { thumbnailSide as side } from './fingerprint.js'

/** Frequencies kept in either direction. */
const frequencies = 3

/** Numbers in a signature: {@link frequencies}^2 for each of L*, a* and b*. */
export const signatureLength = 3 * frequencies * frequencies

/** Where the numbers stand that change their sign in the mirror: those of the odd horizontal frequency, the last third. */
export const firstMirrored = signatureLength - 3 * frequencies

/** Cosines of the orthonormal DCT-II, divided by the root of the side, so that coefficients are in units of CIELAB. */
const cosines = Float32Array.from({ length: frequencies * side }, (_, index) => {
  const [frequency, at] = [Math.floor(index / side), index % side]
  return (
    (Math.cos(((2 * at + 1) * frequency * Math.PI) / (2 * side)) * (frequency === 0 ? 1 : Math.SQRT2)) / side
  )
})

/**
 * The lowest frequencies of a thumbnail in CIELAB, much like MPEG-7's colour layout descriptor: where it is light and dark
 * and which colours it has where, roughly. The Euclidean distance of two signatures is at most the root mean square of the
 * thumbnails' colour differences. First the even horizontal frequencies, the mean colour at 0 to 2, then the odd ones.
 */
export function computeSignature(lab: Float32Array): Float32Array {
  const signature = new Float32Array(signatureLength)
  const row = new Float32Array(side)
  for (let v = 0; v < frequencies; v++) {
    for (let channel = 0; channel < 3; channel++) {
      row.fill(0)
      for (let y = 0; y < side; y++) {
        const weight = cosines[v * side + y]!
        const start = (channel * side + y) * side
        for (let x = 0; x < side; x++) row[x]! += weight * lab[start + x]!
      }
      for (let u = 0; u < frequencies; u++) {
        let sum = 0
        for (let x = 0; x < side; x++) sum += cosines[u * side + x]! * row[x]!
        signature[placeOf(u, v, channel)] = sum
      }
    }
  }
  return signature
}

/** Even horizontal frequencies first. */
function placeOf(u: number, v: number, channel: number): number {
  return u % 2 === 0 ? (v * (frequencies - 1) + u / 2) * 3 + channel : firstMirrored + v * 3 + channel
}

import { InvalidInputError } from '../errors.js'

/** The straight way: a at t = 0, b at t = 1. For conditions. Throws `INVALID_SHAPE` when the lengths differ. */
export function lerp(a: Float32Array, b: Float32Array, t: number): Float32Array {
  return combine(a, b, 1 - t, t)
}

/**
 * Along the arc between two directions: a at t = 0, b at t = 1. For latents: halfway between two normal vectors of many
 * entries the straight way is about 0.7 as long as a generator is used to, the arc is not (K. Shoemake, "Animating Rotation
 * with Quaternion Curves", 1985). Parallel, opposite and zero vectors, which have no one arc, are joined straight.
 * Engines may differ in the last bit of the sines.
 *
 * Throws `INVALID_SHAPE` when the lengths differ.
 */
export function slerp(a: Float32Array, b: Float32Array, t: number): Float32Array {
  const cosine = dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))
  const angle = Math.acos(Math.min(Math.max(cosine, -1), 1))
  const sine = Math.sin(angle)
  if (!(sine > 1e-6)) return lerp(a, b, t)
  return combine(a, b, Math.sin((1 - t) * angle) / sine, Math.sin(t * angle) / sine)
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
}

function combine(a: Float32Array, b: Float32Array, weightA: number, weightB: number): Float32Array {
  if (a.length !== b.length) {
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `interpolation: expected two vectors of one length, got ${a.length} and ${b.length}`,
    )
  }
  return a.map((value, i) => weightA * value + weightB * b[i]!)
}

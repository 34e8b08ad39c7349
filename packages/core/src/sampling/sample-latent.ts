import { InvalidInputError } from '../errors.js'
import { normalCdf, normalQuantile } from './normal-distribution.js'
import type { Random } from './random.js'

export interface SampleLatentOptions {
  /** Bound t > 0: no entry is beyond [-t, t]. Smaller is more typical and less varied. Default: none. */
  truncation?: number | undefined
}

/**
 * A latent of `size` standard normal entries.
 *
 * With a truncation t each entry z moves to the same quantile of the normal distribution cut to [-t, t]:
 * z' = Q(P(-t) + (P(t) - P(-t)) P(z)), P the distribution function and Q its inverse. So one seed's face moves smoothly with t,
 * where redrawing would jump. Truncation is from Brock et al., "Large Scale GAN Training for High Fidelity Natural
 * Image Synthesis" (2018), which redraws.
 *
 * Throws `INVALID_OPTION` for a truncation that is not above 0.
 */
export function sampleLatent(random: Random, size: number, options: SampleLatentOptions = {}): Float32Array {
  const { truncation } = options
  if (truncation !== undefined && !(truncation > 0)) {
    throw new InvalidInputError('INVALID_OPTION', `truncation: expected a number above 0, got ${truncation}`)
  }
  const latent = new Float32Array(size)
  for (let i = 0; i < size; i++) {
    const z = random.normal()
    latent[i] = truncation === undefined ? z : truncate(z, truncation)
  }
  return latent
}

/** Works on the lower half, where P keeps its precision. */
function truncate(z: number, bound: number): number {
  const cut = normalCdf(-bound)
  const size = Math.min(-normalQuantile(cut + (1 - 2 * cut) * normalCdf(-Math.abs(z))), bound)
  return z < 0 ? -size : size
}

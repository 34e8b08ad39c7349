import type { Face } from './face.js'
import { type PlanInterpolationOptions, planInterpolation } from './face-interpolation.js'
import { type GenerateOptions, generate } from './generate.js'
import type { InferenceSession } from './inference-session.js'
import type { WeightsManifest } from './weights-manifest.js'

/** The way, as {@link PlanInterpolationOptions} say it, and how `generate` draws it. */
export interface InterpolateOptions
  extends PlanInterpolationOptions,
    Pick<GenerateOptions, 'batchSize' | 'signal' | 'onProgress'> {}

/**
 * Draws the way from one seed's face to another's, both ends included. Throws what `planInterpolation` and `generate` throw.
 *
 * @example
 * const faces = await interpolate(session, manifest, { seeds: [7, 85], steps: 9 })
 */
export async function interpolate(
  session: InferenceSession,
  manifest: WeightsManifest,
  options: InterpolateOptions,
): Promise<Face[]> {
  const { batchSize, signal, onProgress } = options
  return await generate(session, manifest, {
    plans: planInterpolation(manifest, options),
    batchSize,
    signal,
    onProgress,
  })
}

import {
  type Face,
  type GenerateOptions,
  generate,
  type InterpolateOptions,
  interpolate,
  type LoadedWeights,
  type SessionOptions,
  throwIfAborted,
} from '@animegan/core'
import { createSession } from './session.js'
import { type LoadWeightsOptions, loadWeights } from './weights.js'

export interface CreateGeneratorOptions extends LoadWeightsOptions, SessionOptions {
  /** Name of a weights package, folder or URL (see `loadWeights`), or weights that are loaded already. */
  weights: string | LoadedWeights
}

/** Loaded weights in a session: draws faces until it is disposed of. */
export interface Generator extends AsyncDisposable {
  readonly weights: LoadedWeights
  readonly manifest: LoadedWeights['manifest']
  /** Draws faces; see core's `generate` for the options. */
  generate(options?: GenerateOptions): Promise<Face[]>
  /** Draws the way from one seed's face to another's; see core's `interpolate`. */
  interpolate(options: InterpolateOptions): Promise<Face[]>
  dispose(): Promise<void>
}

/**
 * Loads weights and makes them ready to draw. Throws what `loadWeights` and `createSession` throw.
 *
 * @example
 * const generator = await createGenerator({ weights: 'dahlia' })
 * const faces = await generator.generate({ tags: 'blonde hair, smile', seed: 7, count: 16 })
 * await writeFileAtomic('faces.png', encodePng(drawSheet(faces, { columns: 4 })))
 * await generator.dispose()
 */
export async function createGenerator(options: CreateGeneratorOptions): Promise<Generator> {
  const { weights: wanted, device, threads, signal } = options
  const weights = typeof wanted === 'string' ? await loadWeights(wanted, options) : wanted
  throwIfAborted(signal, 'loading weights')
  const session = await createSession(weights.model, { device, threads })
  let disposed: Promise<void> | undefined
  const dispose = (): Promise<void> => {
    disposed ??= session.dispose()
    return disposed
  }
  return {
    weights,
    manifest: weights.manifest,
    generate: (generateOptions = {}) => generate(session, weights.manifest, generateOptions),
    interpolate: (interpolateOptions) => interpolate(session, weights.manifest, interpolateOptions),
    dispose,
    [Symbol.asyncDispose]: dispose,
  }
}

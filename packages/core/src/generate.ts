import { type AbortSignalLike, throwIfAborted } from './abort-signal.js'
import { AnimeganError, InvalidInputError } from './errors.js'
import type { Face } from './face.js'
import { type FacePlan, type PlanFacesOptions, planFaces } from './face-plan.js'
import type { InferenceSession } from './inference-session.js'
import type { WeightsManifest } from './weights-manifest.js'

export interface GenerateOptions extends PlanFacesOptions {
  /** Plans made beforehand, by `planFaces`, `planSweep` or `planInterpolation`, instead of all that these take. */
  plans?: readonly FacePlan[] | undefined
  /** Faces to compute in one run of the session. Default 1, which is as fast a face as any other. */
  batchSize?: number | undefined
  /** Looked at before every batch. */
  signal?: AbortSignalLike | undefined
  /** Called after every batch with the number of faces so far and in all. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/**
 * Draws faces with a loaded generator. A face depends on its own seed and the other options, not on how many are drawn
 * or in what batches. Latents come from `createRandom(seed, 'latent')`, tags from `createRandom(seed, 'tags')`, attributes
 * that the weights have and that are not given from `createRandom(seed, 'attributes')`.
 *
 * Throws what {@link planFaces} throws before anything is computed, `ABORTED`, and `INVALID_SHAPE` when the session
 * does not answer as the manifest says.
 *
 * @example
 * const faces = await generate(session, manifest, { tags: 'blonde hair, smile', seed: 7, count: 16 })
 */
export async function generate(
  session: InferenceSession,
  manifest: WeightsManifest,
  options: GenerateOptions = {},
): Promise<Face[]> {
  const { batchSize = 1, signal, onProgress } = options
  if (!Number.isSafeInteger(batchSize) || batchSize < 1) {
    throw new InvalidInputError('INVALID_OPTION', `batchSize: expected an integer from 1, got ${batchSize}`)
  }
  const plans = options.plans ? checkPlans(manifest, options.plans) : planFaces(manifest, options)
  const faces: Face[] = []
  while (faces.length < plans.length) {
    throwIfAborted(signal, 'generation')
    faces.push(...(await runBatch(session, manifest, plans.slice(faces.length, faces.length + batchSize))))
    onProgress?.({ done: faces.length, total: plans.length })
  }
  return faces
}

/** Throws `INVALID_SHAPE` for plans that were made for other weights. */
function checkPlans({ inputs, name }: WeightsManifest, plans: readonly FacePlan[]): readonly FacePlan[] {
  const wanted = `${inputs.latent.size} and ${inputs.condition.size}`
  for (const { latent, condition } of plans) {
    const came = `${latent.length} and ${condition.length}`
    if (came === wanted) continue
    throw new InvalidInputError(
      'INVALID_SHAPE',
      `plans: weights "${name}" take latent and condition of ${wanted} numbers, got ${came}; plan with their manifest`,
    )
  }
  return plans
}

async function runBatch(
  session: InferenceSession,
  manifest: WeightsManifest,
  plans: FacePlan[],
): Promise<Face[]> {
  const { inputs, output } = manifest
  const side = output.resolution
  const outputs = await session.run({
    [inputs.latent.name]: stack(plans.map(({ latent }) => latent)),
    [inputs.condition.name]: stack(plans.map(({ condition }) => condition)),
  })
  const images = outputs[output.name]
  const shape = [plans.length, 3, side, side]
  if (!(images?.data instanceof Float32Array) || images.shape.join() !== shape.join()) {
    const came = images
      ? `${images.data.constructor.name} of shape [${images.shape.join(', ')}]`
      : `outputs ${Object.keys(outputs).join(', ') || 'none'}`
    throw new AnimeganError(
      'INVALID_SHAPE',
      `weights "${manifest.name}": expected output "${output.name}", Float32Array of shape [${shape.join(', ')}]; ` +
        `got ${came}. The model does not belong to this manifest`,
    )
  }
  const { data } = images
  const length = 3 * side * side
  return plans.map((plan, i) => ({
    ...plan,
    pixels: data.slice(i * length, (i + 1) * length),
    width: side,
    height: side,
  }))
}

/** Rows of one length as a tensor of shape [rows, length]. */
function stack(rows: Float32Array[]): { data: Float32Array; shape: number[] } {
  const length = rows[0]!.length
  const data = new Float32Array(rows.length * length)
  for (const [i, row] of rows.entries()) data.set(row, i * length)
  return { data, shape: [rows.length, length] }
}

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { FacePlan } from '@animegan/core'
import type { OpenedExtractor } from '../open-estimator.js'
import { toRgb } from './face-pixels.js'
import type { OpenedModel } from './open-model.js'

/** Faces that are drawn before their features are made: a few, for progress and to stop soon. */
const batchSize = 16

export interface OpenFakeFeaturesOptions {
  model: OpenedModel
  extractor: OpenedExtractor
  /** Folder where features are kept. */
  cache: string
}

interface ExtractFakesOptions {
  signal?: AbortSignal | undefined
  /** Called after every few fakes. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** Draws planned faces and makes their features, each once: they are kept on disk. Must be disposed of. */
export interface FakeFeatures extends AsyncDisposable {
  /** [plans, extractor.size]. Throws what `generate` throws, and `NOT_WRITABLE`. */
  extract(plans: readonly FacePlan[], options?: ExtractFakesOptions): Promise<Float32Array>
}

/** Opens what was kept of the features of a model's fakes, 4 bytes a number, and makes what is missing. */
export async function openFakeFeatures({
  model,
  extractor: opened,
  cache: root,
}: OpenFakeFeaturesOptions): Promise<FakeFeatures> {
  const { FeatureCache, nameFeatureFolder } = await import('@animegan/dataset')
  const { extractor } = opened
  const { size } = extractor
  const folder = join(nameFeatureFolder(root, opened), `drawn-${model.sha256.slice(0, 16)}`)
  const cache = await FeatureCache.open(folder, size)

  const make = async (plans: readonly FacePlan[], signal: AbortSignal | undefined) => {
    const missing = plans.filter((plan) => !cache.has(hashPlan(plan)))
    if (missing.length === 0) return
    const faces = await model.generator.generate({ plans: missing, signal })
    await Promise.all(
      faces.map(async (face) =>
        cache.add(hashPlan(face), await extractor.extract(toRgb(face), `the face of seed ${face.seed}`)),
      ),
    )
  }
  return {
    async extract(plans, { signal, onProgress } = {}) {
      for (let done = 0; done < plans.length; ) {
        const batch = plans.slice(done, done + batchSize)
        await make(batch, signal)
        done += batch.length
        onProgress?.({ done, total: plans.length })
      }
      const features = new Float32Array(plans.length * size)
      for (const [i, plan] of plans.entries()) {
        await cache.read(hashPlan(plan), features.subarray(i * size, (i + 1) * size))
      }
      return features
    },
    [Symbol.asyncDispose]: () => cache[Symbol.asyncDispose](),
  }
}

/** Of all that a model makes a face from. */
const hashPlan = ({ latent, condition }: FacePlan) =>
  [latent, condition]
    .reduce(
      (hash, { buffer, byteOffset, byteLength }) =>
        hash.update(new Uint8Array(buffer, byteOffset, byteLength)),
      createHash('sha256'),
    )
    .digest('hex')

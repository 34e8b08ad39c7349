import { createHash } from 'node:crypto'
import type { Device, WeightsManifest } from '@animegan/core'
import type { Checkpoint } from '@animegan/train'
import type { OpenedModel } from './open-model.js'

export interface OpenCheckpointOptions {
  /** What the model is called. */
  name: string
  device?: Device | undefined
  threads?: number | undefined
  signal: AbortSignal
}

/**
 * Opens the averaged generator of a checkpoint, as `animegan weights export` would publish it, without writing it anywhere. Throws as
 * `createSession` does.
 */
export async function openCheckpoint(
  { config, step, state }: Checkpoint,
  { name, ...options }: OpenCheckpointOptions,
): Promise<OpenedModel> {
  const { exportGenerator, readGroup } = await import('@animegan/train')
  const { createGenerator } = await import('@animegan/runtime-node')
  const { generator: architecture, tags } = config
  const model = exportGenerator(architecture, readGroup(state, 'average', architecture), 'float32')
  const sha256 = createHash('sha256').update(model).digest('hex')
  const { latentSize, conditionSize, resolution } = architecture
  const manifest: WeightsManifest = {
    schema: 'animegan.weights/1',
    ...{ name, version: `step ${step}`, licence: 'none yet', architecture, tags },
    inputs: {
      latent: { name: 'latent', size: latentSize },
      condition: { name: 'condition', size: conditionSize },
    },
    output: { name: 'images', layout: 'NCHW', channels: 'RGB', range: [-1, 1], resolution },
    files: [{ dtype: 'fp32', path: 'model-fp32.onnx', bytes: model.length, sha256 }],
    ...{ provenance: {}, metrics: {} },
  }
  const weights = { manifest, dtype: 'fp32' as const, model, sha256, source: name }
  const generator = await createGenerator({ weights, ...options })
  return {
    ...{ generator, manifest, name, dtype: weights.dtype, sha256 },
    [Symbol.asyncDispose]: generator.dispose,
  }
}

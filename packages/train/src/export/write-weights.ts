import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DiscriminatorSpec, GeneratorSpec, TagSchema, WeightsManifest } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import type { WeightStorage } from '@animegan/tfjs-onnx'
import type { ParameterArrays } from '../parameters.js'
import { exportGenerator } from './export-generator.js'
import { storeFile } from './store-file.js'
import { encodeTrainable, type TrainedNetwork } from './trainable-weights.js'

/** What the manifest says beside what follows from the model. */
export interface WeightsDescription {
  name: string
  version: string
  title?: string
  /** SPDX identifier. */
  licence: string
  credit?: string
  provenance: WeightsManifest['provenance']
  metrics?: WeightsManifest['metrics']
}

export interface WriteWeightsOptions {
  /** Folder to write, made when absent. */
  out: string
  architecture: GeneratorSpec
  parameters: ParameterArrays
  tags: TagSchema
  description: WeightsDescription
  /**
   * Also write the file that fine-tuning starts from, with the discriminator if there is one. It is about half as large
   * as the fp32 model, and more with a discriminator.
   */
  trainable?: { discriminator?: TrainedNetwork<DiscriminatorSpec> | undefined } | undefined
}

const storages: { dtype: WeightsManifest['files'][number]['dtype']; storage: WeightStorage }[] = [
  { dtype: 'fp32', storage: 'float32' },
  { dtype: 'fp16', storage: 'float16' },
  { dtype: 'int8', storage: 'int8' },
]

/** Writes a generator as weights: one ONNX file for each precision, then the manifest, so that it never promises too much. */
export async function writeWeights({
  out,
  architecture,
  parameters,
  tags,
  description,
  trainable,
}: WriteWeightsOptions): Promise<WeightsManifest> {
  await mkdir(out, { recursive: true })
  const files: WeightsManifest['files'] = []
  for (const { dtype, storage } of storages) {
    const bytes = exportGenerator(architecture, parameters, storage)
    files.push({ dtype, ...(await storeFile(out, `model-${dtype}.onnx`, bytes)) })
  }
  const networks = {
    generator: { spec: architecture, parameters },
    discriminator: trainable?.discriminator,
    tags,
  }
  const stored = trainable && (await storeFile(out, 'trainable.safetensors', encodeTrainable(networks)))
  const { latentSize, conditionSize, resolution } = architecture
  const manifest: WeightsManifest = {
    schema: 'animegan.weights/1',
    ...description,
    metrics: description.metrics ?? {},
    architecture,
    tags,
    inputs: {
      latent: { name: 'latent', size: latentSize },
      condition: { name: 'condition', size: conditionSize },
    },
    output: { name: 'images', layout: 'NCHW', channels: 'RGB', range: [-1, 1], resolution },
    files,
    ...(stored && { trainable: stored }),
  }
  await writeFileAtomic(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

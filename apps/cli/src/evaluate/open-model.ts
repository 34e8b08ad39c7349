import type { WeightsManifest } from '@animegan/core'
import type { Generator } from '@animegan/runtime-node'
import type { ArgsDef } from 'citty'
import * as z from 'zod/mini'
import { deviceFlags, oneOf } from '../flag-values.js'
import { createTerminalProgress } from '../terminal-progress.js'

/** What commands are told that evaluate a generator; `modelFlags` reads it. */
export const modelArguments = {
  weights: {
    type: 'string',
    valueHint: 'NAME|DIR|URL',
    required: true,
    description: 'the model that draws',
  },
  dtype: {
    type: 'string',
    valueHint: 'fp32|fp16|int8',
    description: 'which model file (Default: fp32 if there)',
  },
  device: { type: 'string', valueHint: 'NAME', default: 'auto', description: 'auto, cpu, webgpu or cuda' },
  threads: { type: 'string', valueHint: 'N', description: 'threads inside one operation' },
} as const satisfies ArgsDef

/** The flags of {@link modelArguments}. */
export const modelFlags = {
  weights: z
    .string('expected the name, folder or URL of weights')
    .check(z.minLength(1, 'expected the name, folder or URL of weights')),
  dtype: z.optional(oneOf(['fp32', 'fp16', 'int8'])),
  ...deviceFlags,
}

const flagsSchema = z.object(modelFlags)
export type ModelFlags = z.output<typeof flagsSchema>

/** A generator that is ready to draw, and all that says which one it is; must be disposed of. */
export interface OpenedModel extends AsyncDisposable {
  generator: Generator
  manifest: WeightsManifest
  /** `manifest.name`. */
  name: string
  dtype: Generator['weights']['dtype']
  /** Of the ONNX file, in hexadecimal. */
  sha256: string
}

/** Opens the weights that the flags name. Throws as `loadWeights` and `createSession` do. */
export async function openModel(
  { weights, dtype, device, threads }: ModelFlags,
  signal: AbortSignal,
): Promise<OpenedModel> {
  const { createGenerator } = await import('@animegan/runtime-node')
  const onProgress = createTerminalProgress('downloading, bytes')
  const generator = await createGenerator({
    ...{ weights, dtype, device, threads, signal, onProgress },
    from: import.meta.url,
  }).finally(onProgress.clear)
  const { manifest } = generator
  const { dtype: chosen, sha256 } = generator.weights
  return {
    ...{ generator, manifest, name: manifest.name, dtype: chosen, sha256 },
    [Symbol.asyncDispose]: generator.dispose,
  }
}

import {
  AnimeganError,
  DiscriminatorSpec,
  GeneratorSpec,
  listParameters,
  TagSchema,
  type TensorValue,
} from '@animegan/core'
import * as z from 'zod/mini'
import type { ParameterArrays } from '../parameters.js'
import { decodeSafetensors, encodeSafetensors } from '../safetensors.js'

const format = 'animegan.trainable/1'

/** A network with its numbers, which `listParameters` of its spec names and shapes. */
export interface TrainedNetwork<Spec> {
  spec: Spec
  parameters: ParameterArrays
}

/** What fine-tuning starts from: a generator whose norms are not folded and, where there is one, its discriminator. */
export interface TrainableWeights {
  generator: TrainedNetwork<GeneratorSpec>
  /** Imported weights have none. */
  discriminator?: TrainedNetwork<DiscriminatorSpec> | undefined
  tags: TagSchema
}

const Description = z.object({
  generator: GeneratorSpec,
  discriminator: z.optional(DiscriminatorSpec),
  tags: TagSchema,
})

/** A safetensors file in half precision: half the bytes of a float32 generator, a seventh of a checkpoint. */
export function encodeTrainable({ generator, discriminator, tags }: TrainableWeights): Uint8Array {
  const tensors = {
    ...storeNetwork('generator', generator),
    ...(discriminator && storeNetwork('discriminator', discriminator)),
  }
  const description = { generator: generator.spec, discriminator: discriminator?.spec, tags }
  return encodeSafetensors({ tensors, metadata: { format, description: JSON.stringify(description) } }, 'F16')
}

/**
 * @param file its name, for messages
 * @throws AnimeganError WEIGHTS_CORRUPT when the file is damaged, incomplete or something else
 */
export function decodeTrainable(bytes: Uint8Array, file: string): TrainableWeights {
  const refuse = (problem: string, cause?: unknown): never => {
    throw new AnimeganError('WEIGHTS_CORRUPT', `${file} ${problem}. Download or export it again.`, { cause })
  }
  const { tensors, metadata } = decodeSafetensors(bytes, file)
  if (metadata.format !== format) {
    refuse(`says its format is ${JSON.stringify(metadata.format)}; ${JSON.stringify(format)} was expected`)
  }
  const { success, data, error } = Description.safeParse(parseJson(metadata.description))
  if (!success) return refuse('does not describe its networks', error)
  const { discriminator, tags } = data
  const read = <Spec extends GeneratorSpec | DiscriminatorSpec>(group: string, spec: Spec) => ({
    spec,
    parameters: readNetwork(group, spec, tensors, refuse),
  })
  return {
    generator: read('generator', data.generator),
    ...(discriminator && { discriminator: read('discriminator', discriminator) }),
    tags,
  }
}

function storeNetwork(
  group: string,
  { spec, parameters }: TrainedNetwork<GeneratorSpec | DiscriminatorSpec>,
): Record<string, TensorValue> {
  return Object.fromEntries(
    listParameters(spec).map(({ name, shape }) => [`${group}/${name}`, { data: parameters[name]!, shape }]),
  )
}

function readNetwork(
  group: string,
  spec: GeneratorSpec | DiscriminatorSpec,
  tensors: Record<string, TensorValue>,
  refuse: (problem: string) => never,
): ParameterArrays {
  return Object.fromEntries(
    listParameters(spec).map(({ name, shape }) => {
      const tensor = tensors[`${group}/${name}`]
      if (tensor === undefined) return refuse(`lacks the tensor "${group}/${name}"`)
      if (String(tensor.shape) !== String(shape)) {
        refuse(`holds the tensor "${group}/${name}" with shape [${tensor.shape}]; [${shape}] was expected`)
      }
      return [name, tensor.data as Float32Array]
    }),
  )
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

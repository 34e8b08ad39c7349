import type { DcganSpec, GeneratorSpec, ResnetSpec, SrresnetSpec } from '@animegan/core'
import { concat, type Tensor, type Tensor2D, type Tensor4D } from '@tensorflow/tfjs'
import type { ParameterTensors } from '../parameters.js'
import { batchNorm, convolution, deconvolution, dense, pixelShuffle, resizeConvolution } from './layers.js'

/** What a norm layer does to its input; `name` is the layer's. */
export type ApplyNorm = (name: string, x: Tensor) => Tensor

/**
 * The generator of paper section C.1 (or the DCGAN baseline, or the resizing one), whatever its norms do.
 *
 * @param latent [batch, latentSize]
 * @param condition [batch, conditionSize], tags as -1/+1
 * @param norm training, inference or folded behaviour of the norm layers
 * @returns pictures [batch, resolution, resolution, 3], RGB in [-1, 1]
 */
export function applyGenerator(
  spec: GeneratorSpec,
  parameters: ParameterTensors,
  latent: Tensor2D,
  condition: Tensor2D,
  norm: ApplyNorm,
): Tensor4D {
  const input = dense(parameters, 'input.dense', concat([latent, condition], 1))
  switch (spec.kind) {
    case 'srresnet':
      return applySrresnet(spec, parameters, input, norm)
    case 'dcgan':
      return applyDcgan(spec, parameters, input, norm)
    case 'resnet':
      return applyResnet(spec, parameters, input, norm)
  }
}

/** The dense layer's features as a map [batch, base, base, channels], normalised as the spec says, and ReLU. */
function baseMap(spec: GeneratorSpec, features: Tensor2D, channels: number, norm: ApplyNorm): Tensor4D {
  const side = spec.baseResolution
  const toMap = (flat: Tensor) =>
    flat.reshape<Tensor4D>([flat.shape[0]!, channels, side, side]).transpose<Tensor4D>([0, 2, 3, 1])
  return spec.inputNorm === 'per-feature'
    ? toMap(norm('input.norm', features)).relu()
    : (norm('input.norm', toMap(features)).relu() as Tensor4D)
}

function applySrresnet(
  spec: SrresnetSpec,
  parameters: ParameterTensors,
  features: Tensor2D,
  norm: ApplyNorm,
): Tensor4D {
  const base = baseMap(spec, features, spec.channels, norm)
  let x = base
  for (let i = 0; i < spec.blocks; i++) {
    const inner = norm(
      `blocks.${i}.norm1`,
      convolution(parameters, `blocks.${i}.conv1`, x),
    ).relu() as Tensor4D
    x = norm(`blocks.${i}.norm2`, convolution(parameters, `blocks.${i}.conv2`, inner)).add(x) as Tensor4D
  }
  x =
    spec.afterBlocks === 'long-skip'
      ? norm('trunk.norm', x).relu().add<Tensor4D>(base)
      : (norm('trunk.norm', convolution(parameters, 'trunk.conv', x)).relu() as Tensor4D)
  const stages = Math.log2(spec.resolution / spec.baseResolution)
  for (let i = 0; i < stages; i++) {
    const shuffled = pixelShuffle(convolution(parameters, `upsample.${i}.conv`, x))
    x = norm(`upsample.${i}.norm`, shuffled).relu() as Tensor4D
  }
  return convolution(parameters, 'output.conv', x).tanh()
}

function applyDcgan(
  spec: DcganSpec,
  parameters: ParameterTensors,
  features: Tensor2D,
  norm: ApplyNorm,
): Tensor4D {
  let x = baseMap(spec, features, spec.baseChannels, norm)
  const stages = Math.log2(spec.resolution / spec.baseResolution) - 1
  for (let i = 0; i < stages; i++) {
    x = norm(`upsample.${i}.norm`, deconvolution(parameters, `upsample.${i}.deconv`, x)).relu() as Tensor4D
  }
  return deconvolution(parameters, 'output.deconv', x).tanh()
}

function applyResnet(
  spec: ResnetSpec,
  parameters: ParameterTensors,
  features: Tensor2D,
  norm: ApplyNorm,
): Tensor4D {
  let x = baseMap(spec, features, spec.stages[0]!.channels, norm)
  for (const [i, { blocks }] of spec.stages.entries()) {
    if (i > 0) {
      const grown = resizeConvolution(parameters, `stages.${i}.grow.conv`, x)
      x = norm(`stages.${i}.grow.norm`, grown).relu() as Tensor4D
    }
    for (let j = 0; j < blocks; j++) {
      const block = `stages.${i}.blocks.${j}`
      const inner = norm(`${block}.norm1`, convolution(parameters, `${block}.conv1`, x)).relu() as Tensor4D
      const residual = norm(`${block}.norm2`, convolution(parameters, `${block}.conv2`, inner))
      x = residual.add<Tensor4D>(x).relu()
    }
  }
  return convolution(parameters, 'output.conv', x).tanh()
}

/** Norms as in training: with the statistics of the batch, which `observe` is shown (see {@link batchNorm}). */
export function trainingNorm(
  spec: GeneratorSpec,
  parameters: ParameterTensors,
  observe?: (name: string, mean: Tensor, variance: Tensor) => void,
): ApplyNorm {
  return (name, x) =>
    batchNorm(
      x,
      parameters[`${name}.gamma`]!,
      parameters[`${name}.beta`]!,
      spec.normEpsilon,
      (mean, variance) => observe?.(name, mean, variance),
    )
}

/** Norms as in inference: running statistics. */
export function inferenceNorm(spec: GeneratorSpec, parameters: ParameterTensors): ApplyNorm {
  return (name, x) => {
    const scale = parameters[`${name}.variance`]!.add(spec.normEpsilon)
      .rsqrt()
      .mul(parameters[`${name}.gamma`]!)
    const shift = parameters[`${name}.beta`]!.sub(parameters[`${name}.mean`]!.mul(scale))
    return x.mul(scale).add(shift)
  }
}

import { type GeneratorSpec, listParameters } from '@animegan/core'
import type { ParameterArrays } from '../parameters.js'

/** A generator ready for inference: norms are folded into the layer before them, or left as a scale and a shift. */
export interface FoldedGenerator {
  /** Weights and biases of dense layers and convolutions. */
  parameters: ParameterArrays
  /** Norm layers that follow no layer they could be folded into, such as one after a sum. */
  affine: Record<string, { scale: Float32Array; shift: Float32Array }>
}

/** What inference makes of a norm layer: y = x * scale + shift for every channel or feature. */
function affineOf(parameters: ParameterArrays, norm: string, epsilon: number) {
  const [gamma, beta, mean, variance] = ['gamma', 'beta', 'mean', 'variance'].map(
    (role) => parameters[`${norm}.${role}`]!,
  ) as [Float32Array, Float32Array, Float32Array, Float32Array]
  const scale = gamma.map((value, i) => value / Math.sqrt(variance[i]! + epsilon))
  const shift = beta.map((value, i) => value - mean[i]! * scale[i]!)
  return { scale, shift }
}

/** The layer whose output a norm normalises, if that is all it does. */
function layerBefore(norm: string, names: ReadonlySet<string>): string | undefined {
  const candidates = [
    norm.replace(/norm(\d*)$/, 'conv$1'),
    norm.replace(/norm$/, 'deconv'),
    norm.replace(/norm$/, 'dense'),
  ]
  return candidates.find((candidate) => names.has(`${candidate}.weight`))
}

/**
 * Folds batch norms into the layers before them, so that inference does not compute them at all.
 *
 * A dense or sub-pixel layer may have several outputs for each of the norm's channels: feature c * side^2 + i of a dense
 * layer belongs to channel c, channel k * channels + c of a sub-pixel convolution too. Each inherits its channel's scale.
 */
export function foldNorms(spec: GeneratorSpec, parameters: ParameterArrays): FoldedGenerator {
  const folded: ParameterArrays = {}
  const affine: FoldedGenerator['affine'] = {}
  const list = listParameters(spec)
  const names = new Set(list.map(({ name }) => name))
  for (const { name, role } of list) {
    if (role === 'weight' || role === 'bias') folded[name] = parameters[name]!.slice()
  }
  for (const gamma of list.filter(({ role }) => role === 'gamma')) {
    const norm = gamma.name.slice(0, -'.gamma'.length)
    const { scale, shift } = affineOf(parameters, norm, spec.normEpsilon)
    const layer = layerBefore(norm, names)
    if (layer === undefined) {
      affine[norm] = { scale, shift }
      continue
    }
    const weight = folded[`${layer}.weight`]!
    const bias = folded[`${layer}.bias`]!
    const repeats = bias.length / scale.length
    const channelOf = layer.endsWith('dense')
      ? (output: number) => Math.floor(output / repeats)
      : (output: number) => output % scale.length
    // In [kh, kw, out, in], a transposed convolution's outputs come before its inputs.
    const inner = layer.endsWith('deconv') ? weight.length / (16 * bias.length) : 1
    for (let i = 0; i < weight.length; i++)
      weight[i]! *= scale[channelOf(Math.floor(i / inner) % bias.length)]!
    for (let i = 0; i < bias.length; i++) {
      const channel = channelOf(i)
      bias[i] = bias[i]! * scale[channel]! + shift[channel]!
    }
  }
  return { parameters: folded, affine }
}

import { type Layer, listLayers, type NetworkSpec } from './layers.js'

export type ParameterRole = 'weight' | 'bias' | 'gamma' | 'beta' | 'mean' | 'variance'

/** One tensor of a network. */
export interface Parameter {
  /** The layer's name, a dot, the role: `blocks.0.conv1.weight`. */
  name: string
  /** tfjs order: dense [in, out], convolution [height, width, in, out], deconvolution [height, width, out, in]. */
  shape: number[]
  role: ParameterRole
  /** Whether gradient descent changes it; a batch norm's running mean and variance are only measured. */
  trained: boolean
}

/** Every tensor of a network, in the order of `listLayers`. */
export function listParameters(spec: NetworkSpec): Parameter[] {
  return listLayers(spec).flatMap((layer) =>
    listShapes(layer).map(([role, shape]) => ({
      name: `${layer.name}.${role}`,
      shape,
      role,
      trained: role !== 'mean' && role !== 'variance',
    })),
  )
}

function listShapes(layer: Layer): [ParameterRole, number[]][] {
  switch (layer.kind) {
    case 'dense':
      return [
        ['weight', [layer.inputs, layer.outputs]],
        ['bias', [layer.outputs]],
      ]
    case 'conv':
      return [
        ['weight', [layer.kernel, layer.kernel, layer.inChannels, layer.outChannels]],
        ['bias', [layer.outChannels]],
      ]
    case 'deconv':
      return [
        ['weight', [layer.kernel, layer.kernel, layer.outChannels, layer.inChannels]],
        ['bias', [layer.outChannels]],
      ]
    case 'norm':
      return (['gamma', 'beta', 'mean', 'variance'] as const).map((role) => [role, [layer.size]])
  }
}

/** Numbers that a network holds: those that training changes, and the batch norms' statistics. */
export function countParameters(spec: NetworkSpec): {
  trained: number
  statistics: number
} {
  const counts = { trained: 0, statistics: 0 }
  for (const { shape, trained } of listParameters(spec)) {
    counts[trained ? 'trained' : 'statistics'] += shape.reduce((product, size) => product * size, 1)
  }
  return counts
}

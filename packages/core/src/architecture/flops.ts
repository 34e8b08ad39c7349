import { type Layer, listLayers, type NetworkSpec } from './layers.js'

/**
 * Floating point operations of one forward pass for one picture, a multiply-add counting as two. Counts the dense and
 * convolutional products, borders as if full; biases, norms and activations are left out.
 */
export function countFlops(spec: NetworkSpec): number {
  return listLayers(spec).reduce((sum, layer) => sum + 2 * countMultiplyAdds(layer), 0)
}

function countMultiplyAdds(layer: Layer): number {
  switch (layer.kind) {
    case 'dense':
      return layer.inputs * layer.outputs
    case 'conv':
      return layer.kernel ** 2 * layer.inChannels * layer.outChannels * layer.outputSide ** 2
    case 'deconv':
      return layer.kernel ** 2 * layer.inChannels * layer.outChannels * layer.inputSide ** 2
    case 'norm':
      return 0
  }
}

import { AnimeganError } from '@animegan/core'
import type { Tensor, Tensor4D } from '@tensorflow/tfjs'
import { layerError, layerTypes } from './caffe-layers.js'
import type { CaffeLayer, CaffeNet } from './caffe-net.js'

/**
 * What a layer of a Caffe net gives for pictures, at inference. Only the layers that it depends on are computed: losses,
 * and layers that declare data, may be of any type.
 *
 * @param name the layer; its own output, even where a later layer replaces it
 * @param images [batch, height, width, channels], for the one input of the net
 * @returns maps [batch, height, width, channels], or [batch, features] after an inner product
 * Throws `WEIGHTS_UNKNOWN`, naming the layer, where the net is not what can be computed.
 */
export function applyCaffeNet(net: CaffeNet, name: string, images: Tensor4D): Tensor {
  const { layers, input } = listAncestors(net, name)
  const tensors = new Map<string, Tensor>([[input, images]])
  let result: Tensor = images
  for (const layer of layers) {
    const apply = layerTypes[layer.type]
    if (apply === undefined)
      throw layerError(layer, `cannot be computed, expected one of ${Object.keys(layerTypes).join(', ')}`)
    if (layer.bottom.length !== 1)
      throw layerError(layer, `reads ${layer.bottom.length} tensors, expected one`)
    result = apply(layer, tensors.get(layer.bottom[0]!)!)
    if (result.shape.some((size) => size <= 0))
      throw layerError(layer, `gives [${result.shape.slice(1).join(', ')}], nothing is left of the map`)
    for (const top of layer.top) tensors.set(top, result)
  }
  return result
}

/** The layers that a layer depends on and itself, in order, and the tensor that the first of them read. */
function listAncestors(net: CaffeNet, name: string): { layers: CaffeLayer[]; input: string } {
  const end = net.layers.findIndex((layer) => layer.name === name)
  if (end < 0) {
    const names = net.layers.map((layer) => layer.name).join(', ')
    throw new AnimeganError(
      'WEIGHTS_UNKNOWN',
      `${net.file} has no layer "${name}", only ${names}; is this the right file?`,
    )
  }
  const needed = new Set(net.layers[end]!.top)
  const layers: CaffeLayer[] = []
  for (const layer of net.layers.slice(0, end + 1).reverse()) {
    // A layer that reads nothing declares data: the pictures come in its place.
    if (layer.bottom.length === 0 || !layer.top.some((top) => needed.has(top))) continue
    layers.unshift(layer)
    for (const top of layer.top) needed.delete(top)
    for (const bottom of layer.bottom) needed.add(bottom)
  }
  const [input, ...others] = needed
  if (input === undefined || others.length > 0) {
    throw new AnimeganError(
      'WEIGHTS_UNKNOWN',
      `${net.file}: layer "${name}" depends on ${needed.size} inputs (${[...needed].join(', ')}), expected one`,
    )
  }
  return { layers, input }
}

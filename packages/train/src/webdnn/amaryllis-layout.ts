import { architecturePresets, type GeneratorSpec, listParameters, type Parameter } from '@animegan/core'

const folder = 'https://github.com/makegirlsmoe/makegirlsmoe_web/tree/master/public/models/Amaryllis_8bit'

/** What is known about the 128x128 generator that the paper's authors published with their web app in 2017. */
export const amaryllis = {
  name: 'amaryllis',
  title: "Amaryllis, the 128x128 generator of the paper's authors",
  /** Of the authors' folder of models. */
  licence: 'CC-BY-NC-2.0',
  credit: 'MakeGirlsMoe, Jin et al. 2017',
  published: '2017-09-15',
  /** Public folder that holds `fileName`. */
  source: folder,
  fileName: 'weight_webassembly.bin',
  bytes: 3_882_085,
  sha256: 'a6e37e61a8d7d4e139b5fb982d365d58baeac736fda9aab713724ed4fa508445',
  /** 4,385,283 trained parameters and 37,376 statistics. */
  floats: 4_422_659,
} as const

/** One array of the file, named as the parameter that it becomes. */
export interface StoredArray extends Pick<Parameter, 'name' | 'shape'> {
  /** First float in the decoded file. */
  offset: number
  /** Floats. */
  size: number
  /**
   * How the file differs from our `shape`: `transposed` is [out, in] for our [in, out]; `bgr` has blue first along the
   * last axis, where we have red.
   */
  order: 'same' | 'transposed' | 'bgr'
}

/** The generator that the file holds. */
export const amaryllisArchitecture: GeneratorSpec = architecturePresets['amaryllis-128'].generator

const roleOrder = ['weight', 'bias', 'mean', 'variance', 'gamma', 'beta']

/** The only statistics that stand with their layer; the others are gathered at the head of the file. */
const statisticsInPlace =
  /^(input\.norm\.variance|blocks\.4\.norm[12]\.(mean|variance)|upsample\.[012]\.norm\.mean)$/

/**
 * The file's arrays in the order in which they lie, without gaps: first the gathered batch norm statistics, those of
 * the last layer first, variance before mean; then the layers as they compute, each one's arrays in `roleOrder`.
 *
 * The last convolution's output channels are B, G, R. All convolutions are [ky, kx, in, out] as ours are, sub-pixel channels
 * depth first, and the dense layer's features are ordered channel, y, x: nothing else has to move.
 */
export function listAmaryllisArrays(): StoredArray[] {
  const walk = groupByLayer(listParameters(amaryllisArchitecture)).flatMap((layer) =>
    layer.sort((a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role)),
  )
  const isGathered = ({ trained, name }: Parameter): boolean => !trained && !statisticsInPlace.test(name)
  const stored = [...walk.filter(isGathered).reverse(), ...walk.filter((array) => !isGathered(array))]
  let offset = 0
  return stored.map(({ name, shape }) => {
    const size = shape.reduce((product, side) => product * side, 1)
    const array = { name, shape, offset, size, order: orderOf(name) }
    offset += size
    return array
  })
}

function groupByLayer(parameters: Parameter[]): Parameter[][] {
  const layers = new Map<string, Parameter[]>()
  for (const parameter of parameters) {
    const layer = parameter.name.slice(0, parameter.name.lastIndexOf('.'))
    layers.set(layer, [...(layers.get(layer) ?? []), parameter])
  }
  return [...layers.values()]
}

function orderOf(name: string): StoredArray['order'] {
  if (name === 'input.dense.weight') return 'transposed'
  return name.startsWith('output.conv.') ? 'bgr' : 'same'
}

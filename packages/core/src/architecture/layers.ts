import type { DiscriminatorSpec } from './discriminator-spec.js'
import {
  countUpsamplings,
  type DcganSpec,
  type GeneratorSpec,
  type ResnetSpec,
  type SrresnetSpec,
} from './generator-spec.js'
import type { TaggerSpec } from './tagger-spec.js'

/** A network as plain data. */
export type NetworkSpec = GeneratorSpec | DiscriminatorSpec | TaggerSpec

/** Flat features to flat features. */
export interface DenseLayer {
  kind: 'dense'
  name: string
  inputs: number
  outputs: number
}

/** A convolution or a transposed one, "same" padding, square everything. */
export interface ConvLayer {
  kind: 'conv' | 'deconv'
  name: string
  inChannels: number
  outChannels: number
  kernel: number
  /** A `conv` divides the side by it, a `deconv` multiplies. */
  stride: number
  inputSide: number
  outputSide: number
}

/** A batch norm over `size` features or channels. */
export interface NormLayer {
  kind: 'norm'
  name: string
  size: number
}

/** A layer with parameters. Its parameters are called `name.weight` and so on. */
export type Layer = DenseLayer | ConvLayer | NormLayer

/** The layers of a network that have parameters, in the order in which they compute. */
export function listLayers(spec: NetworkSpec): Layer[] {
  if (spec.kind === 'tagger') return listTaggerLayers(spec)
  // Generators and discriminators may both be of the kind "resnet"; only generators have a latent.
  if (!('latentSize' in spec)) return listDiscriminatorLayers(spec)
  switch (spec.kind) {
    case 'srresnet':
      return listSrresnetLayers(spec)
    case 'dcgan':
      return listDcganLayers(spec)
    case 'resnet':
      return listResnetLayers(spec)
  }
}

function listSrresnetLayers(spec: SrresnetSpec): Layer[] {
  const { channels, baseResolution } = spec
  const layers = listInputLayers(spec, channels)
  for (let i = 0; i < spec.blocks; i++) {
    for (const half of [1, 2]) {
      layers.push(conv(`blocks.${i}.conv${half}`, channels, channels, 3, baseResolution))
      layers.push(norm(`blocks.${i}.norm${half}`, channels))
    }
  }
  if (spec.afterBlocks === 'convolution')
    layers.push(conv('trunk.conv', channels, channels, 3, baseResolution))
  layers.push(norm('trunk.norm', channels))
  for (let i = 0; i < countUpsamplings(spec); i++) {
    layers.push(conv(`upsample.${i}.conv`, channels, 4 * channels, 3, baseResolution * 2 ** i))
    layers.push(norm(`upsample.${i}.norm`, channels))
  }
  layers.push(conv('output.conv', channels, 3, spec.outputKernel, spec.resolution))
  return layers
}

function listDcganLayers(spec: DcganSpec): Layer[] {
  const layers = listInputLayers(spec, spec.baseChannels)
  const hiddenStages = countUpsamplings(spec) - 1
  for (let i = 0; i < hiddenStages; i++) {
    const channels = spec.baseChannels / 2 ** i
    layers.push(deconv(`upsample.${i}.deconv`, channels, channels / 2, spec.baseResolution * 2 ** i))
    layers.push(norm(`upsample.${i}.norm`, channels / 2))
  }
  layers.push(deconv('output.deconv', spec.baseChannels / 2 ** hiddenStages, 3, spec.resolution / 2))
  return layers
}

function listResnetLayers(spec: ResnetSpec): Layer[] {
  let channels = spec.stages[0]!.channels
  let side = spec.baseResolution
  const layers = listInputLayers(spec, channels)
  for (const [i, stage] of spec.stages.entries()) {
    if (i > 0) {
      side *= 2
      layers.push(conv(`stages.${i}.grow.conv`, channels, stage.channels, 3, side))
      layers.push(norm(`stages.${i}.grow.norm`, stage.channels))
      channels = stage.channels
    }
    for (let j = 0; j < stage.blocks; j++) {
      for (const half of [1, 2]) {
        layers.push(conv(`stages.${i}.blocks.${j}.conv${half}`, channels, channels, 3, side))
        layers.push(norm(`stages.${i}.blocks.${j}.norm${half}`, channels))
      }
    }
  }
  layers.push(conv('output.conv', channels, 3, spec.outputKernel, side))
  return layers
}

function listDiscriminatorLayers(spec: DiscriminatorSpec): Layer[] {
  const layers: Layer[] = []
  let channels = 3
  let side = spec.resolution
  for (const [i, stage] of spec.stages.entries()) {
    const deviation = spec.deviationGroup > 0 && i === spec.stages.length - 1 ? 1 : 0
    layers.push(...listStageLayers(i, channels + deviation, stage, side))
    channels = stage.channels
    side /= 2
  }
  const inputs = channels * side * side
  layers.push({ kind: 'dense', name: 'heads.adversarial', inputs, outputs: 1 })
  layers.push({ kind: 'dense', name: 'heads.tags', inputs, outputs: spec.conditionSize })
  if (spec.projection) {
    layers.push({
      kind: 'dense',
      name: 'heads.projection',
      inputs: spec.conditionSize,
      outputs: channels,
    })
  }
  return layers
}

/** A stride-2 convolution and residual blocks at half the side. */
function listStageLayers(
  stage: number,
  inChannels: number,
  { channels, kernel, blocks }: DiscriminatorSpec['stages'][number],
  side: number,
): Layer[] {
  const layers: Layer[] = [conv(`stages.${stage}.down`, inChannels, channels, kernel, side, 2)]
  for (let i = 0; i < blocks; i++) {
    for (const half of [1, 2]) {
      layers.push(conv(`stages.${stage}.blocks.${i}.conv${half}`, channels, channels, 3, side / 2))
    }
  }
  return layers
}

function listTaggerLayers({ resolution, stages, features, tags }: TaggerSpec): Layer[] {
  const layers: Layer[] = []
  let channels = 3
  let side = resolution
  for (const [i, stage] of stages.entries()) {
    layers.push(...listStageLayers(i, channels, { ...stage, kernel: 3 }, side))
    channels = stage.channels
    side /= 2
  }
  layers.push({ kind: 'dense', name: 'features', inputs: channels * side * side, outputs: features })
  layers.push({ kind: 'dense', name: 'tags', inputs: features, outputs: tags })
  return layers
}

/** Latent and condition, side by side, to the base map; its features are ordered channel, y, x. */
function listInputLayers(spec: GeneratorSpec, channels: number): Layer[] {
  const inputs = spec.latentSize + spec.conditionSize
  const outputs = channels * spec.baseResolution ** 2
  return [
    { kind: 'dense', name: 'input.dense', inputs, outputs },
    norm('input.norm', spec.inputNorm === 'per-feature' ? outputs : channels),
  ]
}

function conv(
  name: string,
  inChannels: number,
  outChannels: number,
  kernel: number,
  inputSide: number,
  stride = 1,
): ConvLayer {
  return {
    kind: 'conv',
    name,
    inChannels,
    outChannels,
    kernel,
    stride,
    inputSide,
    outputSide: inputSide / stride,
  }
}

function deconv(name: string, inChannels: number, outChannels: number, inputSide: number): ConvLayer {
  return {
    kind: 'deconv',
    name,
    inChannels,
    outChannels,
    kernel: 4,
    stride: 2,
    inputSide,
    outputSide: inputSide * 2,
  }
}

function norm(name: string, size: number): NormLayer {
  return { kind: 'norm', name, size }
}

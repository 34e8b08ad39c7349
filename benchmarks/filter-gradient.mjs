// Which way of writing the gradient of a convolution by its filter is fastest on which shape: the measurements behind
// the choice in packages/tfjs-onnx/src/kernels/filter-gradient.ts, on the shapes of lite-64.
// `node benchmarks/filter-gradient.mjs [ROUNDS]`
import { architecturePresets, createRandom, listLayers } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { recordOnnx, registerOnnxKernel } from '@animegan/tfjs-onnx'
import { trainingPreset } from '@animegan/train'
import { backend_util, engine } from '@tensorflow/tfjs'
import { byConvolution, byOneProduct, byPicture } from './filter-gradient-formulations.mjs'
import { measureInTurns, readCount } from './measure.mjs'
import { printHeader, printTable } from './report.mjs'

/**
 * @typedef {[number, number, number, number]} Shape4D
 * @typedef {{ uses: string, layers: number, x: Shape4D, filter: Shape4D, dy: Shape4D, stride: number }} Case
 */

const channelsFirst = [0, 3, 1, 2]

/** tfjs's own name of the kernel, and one for each formulation. */
const chosen = 'Conv2DBackpropFilter'
const formulations = { ByConvolution: byConvolution, ByPicture: byPicture, ByOneProduct: byOneProduct }
for (const [name, formulation] of Object.entries(formulations)) {
  registerOnnxKernel(name, (graph, { x, dy }, attributes) => {
    if (x === undefined || dy === undefined) throw new Error(`${name} needs x and dy`)
    const [inShape, { filterShape, strides }] = [/** @type {Shape4D} */ (x.shape), attributes]
    return formulation(graph, x, dy, backend_util.computeConv2DInfo(inShape, filterShape, strides, 1, 'same'))
  })
}

const rounds = readCount(10)
printHeader('Filter gradients of lite-64 on the CPU, in milliseconds: medians')
const table = [
  ['batch, map, filter, stride', 'layers', 'convolution', 'a picture', 'one product', 'as recorded'],
]
for (const shape of listCases()) table.push(await measureCase(shape))
printTable(table)

/** The distinct convolutions of both networks, with the number of layers that have them. D sees real and fake pictures. */
function listCases() {
  const { batchSize } = trainingPreset('lite-64', 0)
  const { generator, discriminator } = architecturePresets['lite-64']
  /** @type {Map<string, Case>} */
  const cases = new Map()
  for (const [network, batch] of /** @type {const} */ ([
    [generator, batchSize],
    [discriminator, 2 * batchSize],
  ])) {
    for (const layer of listLayers(network)) {
      if (layer.kind !== 'conv') continue
      const { kernel, stride, inChannels, outChannels, inputSide, outputSide } = layer
      const uses = `${batch}, ${inputSide} x ${inputSide}, ${kernel} x ${kernel} x ${inChannels} x ${outChannels}, ${stride}`
      const known = cases.get(uses)
      cases.set(uses, {
        uses,
        x: [batch, inputSide, inputSide, inChannels],
        filter: [kernel, kernel, inChannels, outChannels],
        dy: [batch, outputSide, outputSide, outChannels],
        stride,
        layers: (known?.layers ?? 0) + 1,
      })
    }
  }
  return cases.values()
}

/** @param {Case} shape */
async function measureCase({ uses, x, filter, dy, stride, layers }) {
  const random = createRandom(1, 'benchmark')
  const [inputs, gradients] = [x, dy].map((shape) => {
    const data = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random.normal())
    return { data, shape: channelsFirst.map((axis) => shape[axis] ?? 0) }
  })
  if (inputs === undefined || gradients === undefined) throw new Error('two inputs were made')
  const attributes = { strides: stride, pad: 'same', dataFormat: 'NHWC', filterShape: filter }
  const names = [...Object.keys(formulations), chosen].filter(
    (name) => stride === 1 || name !== 'ByConvolution',
  )
  const sessions = new Map()
  for (const name of names) {
    const model = recordOnnx(
      (tensors) => ({ gradient: runKernel(name, tensors, attributes) }),
      { x: { shape: x, order: channelsFirst }, dy: { shape: dy, order: channelsFirst } },
      { outputs: { gradient: { order: [3, 2, 0, 1] } } },
    )
    sessions.set(name, await createSession(model.bytes, { device: 'cpu' }))
  }
  const run = (/** @type {string} */ name) => sessions.get(name).run({ x: inputs, dy: gradients })
  await checkAgreement(names, run, uses)
  const times = await measureInTurns(Object.fromEntries(names.map((name) => [name, () => run(name)])), rounds)
  for (const session of sessions.values()) await session.dispose()
  const cells = [...Object.keys(formulations), chosen].map((name) => times[name]?.toFixed(2) ?? '-')
  return [uses, String(layers), ...cells]
}

/**
 * @param {string} name
 * @param {Record<string, import('@tensorflow/tfjs').Tensor>} inputs
 * @param {object} attributes
 */
function runKernel(name, inputs, attributes) {
  const result = engine().runKernel(name, inputs, /** @type {never} */ (attributes))
  return /** @type {import('@tensorflow/tfjs').Tensor} */ (result)
}

/**
 * Formulations that do not compute the same are not worth comparing.
 * @param {string[]} names
 * @param {(name: string) => Promise<Record<string, import('@animegan/core').TensorValue>>} run
 * @param {string} uses
 */
async function checkAgreement(names, run, uses) {
  const readGradient = async (/** @type {string} */ name) =>
    Float32Array.from((await run(name)).gradient?.data ?? [])
  const expected = await readGradient(chosen)
  const largest = expected.reduce((a, b) => Math.max(a, Math.abs(b)), 0)
  for (const name of names) {
    const came = await readGradient(name)
    const difference = expected.reduce((a, b, i) => Math.max(a, Math.abs(b - (came[i] ?? Number.NaN))), 0)
    if (!(difference <= 1e-4 * largest)) throw new Error(`${name} differs by ${difference} on ${uses}`)
  }
}

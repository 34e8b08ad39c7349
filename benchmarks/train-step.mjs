// What the updates of the preset lite-64 cost on the CPU. Says whether PyTorch is there to compare with by hand.
// `node benchmarks/train-step.mjs [ROUNDS]`
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { createRandom } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import {
  buildDiscriminatorStep,
  buildGeneratorStep,
  createRecordedRunner,
  initialState,
  sampleFakeBatch,
  samplePenaltyNoise,
  takeRealBatch,
  trainingPreset,
} from '@animegan/train'
import { measureInTurns, readCount } from './measure.mjs'
import { printHeader, printTable } from './report.mjs'

const rounds = readCount(10)
const config = trainingPreset('lite-64', 1)
const { batchSize, penalty, generator } = config
printHeader(`Updates of ${config.preset}, batches of ${batchSize}, CPU: medians`)

const compile = (/** @type {import('@animegan/train').Step} */ step) =>
  createRecordedRunner(step, createSession, { device: 'cpu' })
const start = performance.now()
const runners = {
  plain: await compile(buildDiscriminatorStep(config, { penalty: false })),
  penalised: await compile(buildDiscriminatorStep(config, { penalty: true })),
  generator: await compile(buildGeneratorStep(config)),
}
const compiling = performance.now() - start

const scalar = (/** @type {number} */ value) => ({ data: Float32Array.of(value), shape: [] })
const inputs = {
  ...initialState(config),
  ...takeRealBatch(config, drawNoisePictures(), 0),
  ...sampleFakeBatch(config, 'benchmark'),
  noise: samplePenaltyNoise(config, 0),
  'adam.stepSize': scalar(2e-4),
  'adam.epsilon': scalar(1e-8),
  'average.decay': scalar(config.averageDecay),
}
const times = await measureInTurns(
  {
    plain: () => runners.plain.run(inputs),
    penalised: () => runners.penalised.run(inputs),
    generator: () => runners.generator.run(inputs),
  },
  rounds,
)
await Promise.all(Object.values(runners).map((runner) => runner.dispose()))

const row = (/** @type {string} */ name, /** @type {number} */ time) => [
  name,
  time.toFixed(0),
  ((1000 * batchSize) / time).toFixed(1),
]
const discriminator = times.plain + (times.penalised - times.plain) / penalty.interval
printTable([
  ['update', 'ms', 'images/s'],
  row('D', times.plain),
  row('D with penalty', times.penalised),
  row('G', times.generator),
  row(`one of each, penalty every ${penalty.interval} steps`, discriminator + times.generator),
])
console.log(`recording and compiling all three: ${(compiling / 1000).toFixed(1)} s`)
console.log(await describePyTorch())

/** Noise with tags drawn at random: what the pictures show makes no difference to the time. */
function drawNoisePictures() {
  const random = createRandom(1, 'benchmark')
  const size = batchSize
  const { resolution, conditionSize } = generator
  return {
    size,
    resolution,
    tagSchema: config.tags,
    images: Uint8Array.from({ length: size * resolution ** 2 * 3 }, () => random.integer(256)),
    conditions: Float32Array.from({ length: size * conditionSize }, () => (random.uniform() < 0.25 ? 1 : -1)),
  }
}

async function describePyTorch() {
  const script = 'import torch; print(torch.__version__, torch.get_num_threads())'
  try {
    const { stdout } = await promisify(execFile)('python3', ['-c', script])
    const [version, threads] = stdout.trim().split(' ')
    return `PyTorch ${version} is here, with ${threads} threads, but not measured yet`
  } catch {
    return 'PyTorch is not here to compare with'
  }
}

// What updates cost on the CPU: the networks of lite-64 with the paper's losses, ours and PyTorch's in turns on the same
// cores; and ours beside tfjs eager, at a size where that finishes. `node benchmarks/train-step.mjs [ROUNDS]`
import { availableParallelism } from 'node:os'
import { countParameters } from '@animegan/core'
import { createEagerRunner, trainingPreset } from '@animegan/train'
import { setBackend } from '@tensorflow/tfjs'
import { measureInTurns, readCount } from './measure.mjs'
import { printHeader, printTable } from './report.mjs'
import { buildSteps, compileUpdates, scalarsAt, stepNames } from './train-step/our-updates.mjs'
import { findTorch, startTorch } from './train-step/torch-peer.mjs'

const rounds = readCount(10)
const threads = availableParallelism()
const config = configure('lite-64', 32)
const titles = { plain: 'D', penalised: 'D with penalty', generator: 'G' }
printHeader(`Updates of ${config.preset}, batches of ${config.batchSize}, ${threads} threads each: medians`)

const start = performance.now()
const ours = await compileUpdates(config, { device: 'cpu', threads })
const compiling = performance.now() - start
const python = await findTorch()
const peer = python === undefined ? undefined : startTorch(python)
if (peer !== undefined) await matchPeer(peer)

/** @type {Record<string, () => Promise<unknown>>} */
const works = { 'ours both': () => ours.run('both') }
for (const name of stepNames) {
  works[`ours ${name}`] = () => ours.run(name)
  if (peer !== undefined) works[`PyTorch ${name}`] = () => peer.run(name)
}
const times = await measureInTurns(works, rounds, 50)

printTable([
  ['update', 'ours ms', 'images/s', ...(peer === undefined ? [] : ['PyTorch ms', 'ours / PyTorch'])],
  ...stepNames.map((name) => {
    const [mine, theirs] = [times[`ours ${name}`] ?? 0, times[`PyTorch ${name}`] ?? 0]
    const speed = ((1000 * config.batchSize) / mine).toFixed(1)
    const compared = peer === undefined ? [] : [theirs.toFixed(0), (mine / theirs).toFixed(2)]
    return [titles[name], mine.toFixed(0), speed, ...compared]
  }),
])
const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(0)} MB`
const [apart, both] = [(times['ours plain'] ?? 0) + (times['ours generator'] ?? 0), times['ours both'] ?? 0]
console.log(
  `D and G on the same pictures, in one graph, as a training does: ${both.toFixed(0)} ms, ${(both / apart).toFixed(2)} of both apart`,
)
console.log(`recording and compiling all four: ${(compiling / 1000).toFixed(1)} s`)
console.log(`peak memory of our process, all loaded: ${megabytes(process.resourceUsage().maxRSS * 1024)}`)
if (peer === undefined) console.log('PyTorch is not here to compare with')
else console.log(`peak memory of the PyTorch process: ${megabytes(await peer.readPeak())}`)
peer?.stop()
await ours.dispose()
await compareWithEager()

/**
 * A preset with the paper's losses and nothing that the peer has not: no augmentation, no balance.
 * @param {string} preset
 * @param {number} batchSize
 * @returns {import('@animegan/train').TrainingConfig}
 */
function configure(preset, batchSize) {
  const base = trainingPreset(preset, 1)
  return {
    ...base,
    batchSize,
    losses: { ...base.losses, tagsOfFakes: true, adversarial: 'non-saturating', tagBalance: 0 },
    penalty: { dragan: 0.5, r1: 0, r2: 0, interval: 1 },
    augmentation: { colour: 0, translation: 0, cutout: 0 },
  }
}

/**
 * Gives the peer our parameters and batch, and lets both do each update from there: what they report must be the same.
 * (After an update it no longer is: Adam's first one follows the sign of every gradient, also of those near zero.)
 * @param {ReturnType<typeof startTorch>} torch
 */
async function matchPeer(torch) {
  const trained = Object.entries(ours.state).filter(([name]) => /^(generator|discriminator)\//.test(name))
  const training = { config, state: Object.fromEntries(trained), batch: ours.batch, threads }
  let worst = 0
  for (const name of stepNames) {
    const { parameters } = await torch.load(training)
    for (const network of /** @type {const} */ (['generator', 'discriminator'])) {
      const counts = countParameters(config[network])
      const wanted = counts.trained + counts.statistics
      if (parameters[network] === wanted) continue
      throw new Error(`PyTorch's ${network} has ${parameters[network]} numbers, ours ${wanted}`)
    }
    ours.reset()
    const [mine, { metrics: theirs }] = [await ours.run(name), await torch.run(name)]
    for (const [metric, value] of Object.entries(theirs)) {
      const difference = Math.abs((mine[metric] ?? Number.NaN) - value) / Math.max(1e-2, Math.abs(value))
      if (!(difference < 1e-3)) {
        throw new Error(`${titles[name]}: ${metric} is ${mine[metric]} here and ${value} in PyTorch`)
      }
      worst = Math.max(worst, difference)
    }
  }
  ours.reset()
  const loaded = await torch.load(training)
  console.log(`PyTorch ${loaded.version} with ${loaded.threads} threads: as many parameters as ours, and from the same ones all
losses, accuracies and gradient norms are ours within ${worst.toExponential(1)} of their size
`)
}

async function compareWithEager() {
  const small = configure('tiny-32', 8)
  console.log(
    `\nUpdates of ${small.preset}, batches of ${small.batchSize}, beside tfjs eager on its cpu backend`,
  )
  await setBackend('cpu')
  const recorded = await compileUpdates(small, { device: 'cpu', threads })
  const steps = buildSteps(small)
  const inputs = { ...recorded.state, ...recorded.batch, ...scalarsAt(small, 1) }
  /** @type {(string | number)[][]} */
  const rows = [['update', 'ours ms', 'eager ms', 'eager / ours']]
  for (const name of stepNames) {
    const eager = createEagerRunner(steps[name])
    const both = await measureInTurns({ ours: () => recorded.run(name), eager: () => eager.run(inputs) }, 1)
    rows.push([
      titles[name],
      both.ours.toFixed(1),
      both.eager.toFixed(0),
      (both.eager / both.ours).toFixed(0),
    ])
  }
  printTable(rows)
  await recorded.dispose()
}

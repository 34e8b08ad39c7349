// What a face costs: through runtime-node beside the bare session.run of the same ONNX file, in batches, and from the
// start of the command to its first PNG. The weights have the shape of Amaryllis and random numbers.
// `node benchmarks/generate.mjs [ROUNDS]`
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { planFaces } from '@animegan/core'
import { createGenerator } from '@animegan/runtime-node'
import ort from 'onnxruntime-node'
import { measureInTurns, median, readCount } from './measure.mjs'
import { writeRandomWeights } from './random-weights.mjs'
import { printHeader, printTable } from './report.mjs'

const rounds = readCount(30)
printHeader('One 128 x 128 face, fp32, in milliseconds: medians')
const folder = await mkdtemp(join(tmpdir(), 'animegan-benchmark-'))
try {
  await writeRandomWeights(folder)
  await compareWithBareSession()
  await compareBatches()
  await timeCommand()
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function compareWithBareSession() {
  const generator = await createGenerator({ weights: folder, device: 'cpu' })
  const session = await ort.InferenceSession.create(await readFile(join(folder, 'model-fp32.onnx')))
  const [plan] = planFaces(generator.manifest, { seed: 1 })
  if (plan === undefined) throw new Error('no face was planned')
  const { latent, condition } = plan
  const times = await measureInTurns(
    {
      runtime: () => generator.generate({ seed: 1 }),
      bare: () =>
        session.run({
          latent: new ort.Tensor('float32', latent, [1, latent.length]),
          condition: new ort.Tensor('float32', condition, [1, condition.length]),
        }),
    },
    rounds,
  )
  await Promise.all([session.release(), generator.dispose()])
  printTable([
    ['one face', 'ms', 'ratio', 'target'],
    ['bare session.run', times.bare.toFixed(1), '', ''],
    ['runtime-node', times.runtime.toFixed(1), (times.runtime / times.bare).toFixed(3), '1.10'],
  ])
}

async function compareBatches() {
  const count = 16
  const generator = await createGenerator({ weights: folder, device: 'cpu' })
  const sizes = [1, 2, 4, 8, 16]
  const times = await measureInTurns(
    Object.fromEntries(
      sizes.map((batchSize) => [String(batchSize), () => generator.generate({ seed: 1, count, batchSize })]),
    ),
    Math.max(1, Math.round(rounds / 6)),
  )
  await generator.dispose()
  const single = times['1'] ?? 0
  printTable([
    [`${count} faces in batches of`, 'ms a face', 'ratio', 'target'],
    ...sizes.map((size) => {
      const time = times[String(size)] ?? 0
      return [
        String(size),
        (time / count).toFixed(1),
        (time / single).toFixed(3),
        size === count ? '1.00' : '',
      ]
    }),
  ])
}

async function timeCommand() {
  const cli = dirname(fileURLToPath(import.meta.resolve('@animegan/cli/package.json')))
  const out = join(folder, 'face.png')
  const flags = ['--weights', folder, '--seed', '1', '--out', out]
  const times = []
  for (let round = -1; round < Math.max(1, Math.round(rounds / 6)); round++) {
    await rm(out, { force: true })
    const start = performance.now()
    await runNode([join(cli, 'bin', 'animegan.js'), 'generate', ...flags])
    if (round >= 0) times.push(performance.now() - start)
    await stat(out)
  }
  printTable([
    ['the whole command', 'ms', 'target'],
    ['animegan generate, one face', median(times).toFixed(0), '1500'],
  ])
}

/**
 * Runs a script of Node's to its end.
 * @param {string[]} args
 * @returns {Promise<void>}
 */
function runNode(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] })
    child.on('error', reject)
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`animegan ended with ${code}`))))
  })
}

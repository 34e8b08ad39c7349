// Whether a long training grows: memory every 100 steps of the smallest preset, with reports, checkpoints and snapshots
// as `animegan train` makes them. `node benchmarks/memory.mjs [STEPS]`
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { loadTrainingData, synthesizeDataset } from '@animegan/dataset'
import { createSession, drawSheet, encodePng } from '@animegan/runtime-node'
import { startRun, trainingPreset } from '@animegan/train'
import { readCount } from './measure.mjs'
import { printHeader, printTable } from './report.mjs'

const steps = readCount(2000)
const settled = 200
setFlagsFromString('--expose-gc')
/** @type {() => void} */
const collectGarbage = runInNewContext('gc')

printHeader(`Memory of a training of tiny-32, ${steps} steps`)
const folder = await mkdtemp(join(tmpdir(), 'animegan-benchmark-'))
try {
  const config = trainingPreset('tiny-32', 1)
  const faces = join(folder, 'faces')
  await synthesizeDataset({ count: 200, size: 32, seed: 1, out: faces })
  const data = await loadTrainingData(faces, { resolution: 32, schema: config.tags })
  /** @type {{ step: number, rss: number, heap: number, buffers: number }[]} */
  const samples = []
  await startRun(config, {
    run: join(folder, 'run'),
    data,
    steps,
    createSession,
    session: { device: 'cpu' },
    checkpointEvery: 100,
    onStep(step) {
      if (step % 100 !== 0) return
      collectGarbage()
      const { rss, heapUsed, arrayBuffers } = process.memoryUsage()
      samples.push({ step, rss, heap: heapUsed, buffers: arrayBuffers })
      console.error(`step ${step} of ${steps}`)
    },
    async onSnapshot({ pixels, count, side }) {
      const area = 3 * side * side
      const drawn = Array.from({ length: count }, (_, i) => ({
        pixels: pixels.subarray(i * area, (i + 1) * area),
        width: side,
        height: side,
      }))
      const sheet = drawSheet(drawn, { columns: 8 })
      return { png: encodePng(sheet), width: sheet.width, height: sheet.height }
    },
  })
  printTable([
    ['step', 'RSS MB', 'heap MB', 'buffers MB'],
    ...samples.map(({ step, rss, heap, buffers }) => [
      step,
      toMegabytes(rss),
      toMegabytes(heap),
      toMegabytes(buffers),
    ]),
  ])
  const first = samples.find(({ step }) => step >= settled)
  const last = samples.at(-1)
  if (first !== undefined && last !== undefined) {
    printTable([
      [`growth from step ${first.step} to ${last.step}`, 'RSS MB', 'heap MB', 'buffers MB'],
      [
        '',
        toMegabytes(last.rss - first.rss),
        toMegabytes(last.heap - first.heap),
        toMegabytes(last.buffers - first.buffers),
      ],
    ])
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** @param {number} bytes */
function toMegabytes(bytes) {
  return (bytes / 1e6).toFixed(1)
}

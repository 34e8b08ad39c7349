// What FID costs, beside SciPy where python3 has it, and how far the two differ: `node benchmarks/fid.mjs [SIZE]`, by default for
// 2,048 features, with 1.5 times as many pictures. SciPy's usual way, the root of a matrix, takes very long for 4,096.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createRandom } from '@animegan/core'
import { collectStatistics, measureFrechetDistance } from '@animegan/evaluation'
import { readCount } from './measure.mjs'
import { printHeader, printTable } from './report.mjs'

const size = readCount(2048)
const count = Math.ceil(1.5 * size)
const target = 1e-3
printHeader(`FID of ${count} real and ${count} fake pictures, ${size} features`)
const [real, fake] = [drawFeatures(1, 0), drawFeatures(2, 0.1)]
const collecting = await clock(async () => ({
  real: await collectStatistics([real], size),
  fake: await collectStatistics([fake], size),
}))
const ours = await clock(() => measureFrechetDistance(collecting.result.real, collecting.result.fake))
const scipy = await runScipy()

const limit = size <= 2048 ? 30 : 240
printTable([
  ['seconds', 'ours', 'ours, CPU', 'target', 'SciPy', 'SciPy, CPU'],
  ['two covariances', ...show(collecting), '', ...showScipy(scipy?.collecting)],
  ['distance, eigenvalues', ...show(ours), limit, ...showScipy(scipy?.eigenvalues.slice(1))],
  ['distance, root of a matrix', '', '', '', ...showScipy(scipy?.roots.slice(1))],
])
const differ = (/** @type {number | undefined} */ other) =>
  other === undefined ? 'not there' : Math.abs(ours.result.distance / other - 1).toExponential(1)
printTable([
  ['', 'FID', 'ours differs by', 'target'],
  ['ours', ours.result.distance.toFixed(6), '', ''],
  ['SciPy, eigenvalues', scipy?.eigenvalues[0]?.toFixed(6) ?? '', differ(scipy?.eigenvalues[0]), target],
  ['SciPy, root of a matrix', scipy?.roots[0]?.toFixed(6) ?? '', differ(scipy?.roots[0]), target],
])

/**
 * Correlated features: a few causes that all share, and a noise of their own whose size falls.
 * @param {number} seed
 * @param {number} shift
 */
function drawFeatures(seed, shift) {
  const random = createRandom(seed, 'features')
  const features = new Float32Array(count * size)
  for (let row = 0; row < count; row++) {
    const causes = Float64Array.from({ length: 16 }, () => random.normal())
    for (let i = 0; i < size; i++) {
      const shared = (causes[i % 16] ?? 0) + 0.5 * (causes[(7 * i) % 13] ?? 0)
      features[row * size + i] = shift + shared + (4 * (1 + shift) * random.normal()) / (1 + (i % 200))
    }
  }
  return features
}

/**
 * @template Result
 * @param {() => Promise<Result>} work
 */
async function clock(work) {
  const [start, before] = [performance.now(), process.cpuUsage()]
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return { result, seconds: (performance.now() - start) / 1000, cpu: (user + system) / 1e6 }
}

/** @param {{ seconds: number, cpu: number }} times */
function show({ seconds, cpu }) {
  return [seconds.toFixed(1), cpu.toFixed(1)]
}

/** @param {readonly number[] | undefined} times */
function showScipy(times) {
  return times === undefined ? ['not there', ''] : times.map((time) => time.toFixed(1))
}

/** @returns {Promise<{ collecting: number[], eigenvalues: number[], roots: number[] } | undefined>} */
async function runScipy() {
  const run = promisify(execFile)
  const python = await run('/usr/bin/python3', ['-c', 'import scipy']).catch(() => undefined)
  if (python === undefined) return undefined
  const folder = await mkdtemp(join(tmpdir(), 'animegan-fid-'))
  try {
    const paths = [join(folder, 'real.f32'), join(folder, 'fake.f32')]
    await Promise.all([real, fake].map((features, i) => writeFile(paths[i] ?? '', features)))
    const script = join(import.meta.dirname, 'fid-scipy.py')
    const { stdout } = await run('/usr/bin/python3', [script, String(size), ...paths])
    return JSON.parse(stdout)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

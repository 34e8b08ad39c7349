// What a face costs in a browser: through runtime-web beside the bare session.run of onnxruntime-web in a worker, the same ONNX file
// and threads, in turns; how long a page waits for its first face; and how long its tasks become. The weights have the shape of Amaryllis
// and random numbers. Needs /usr/bin/chromium. `node benchmarks/web.mjs [ROUNDS]`
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { median, readCount } from './measure.mjs'
import { writeRandomWeights } from './random-weights.mjs'
import { printHeader, printTable } from './report.mjs'
import { serveFolders } from './serve-folders.mjs'

const rounds = readCount(30)
const executablePath = '/usr/bin/chromium'
if (!existsSync(executablePath)) throw new Error(`this needs ${executablePath}`)

/** What the authors' own page takes for the same face, in milliseconds, where their program runs on one thread. */
const authors = 4700
const targets = { 1: authors / 20, 2: authors / 40 }

/** @param {string} address */
const folderOf = (address) => dirname(fileURLToPath(address))

/** The bare session: a worker that opens the model and answers each message with the milliseconds of one run. */
const bareWorker = `
import * as ort from '/node_modules/onnxruntime-web/dist/ort.wasm.bundle.min.mjs'
let session
onmessage = async ({ data }) => {
  if (data.threads) {
    ort.env.wasm.numThreads = data.threads
    const options = { extra: { session: { disable_quant_qdq: '1' } } }
    session = await ort.InferenceSession.create(data.model, options)
    return postMessage(0)
  }
  const latent = new ort.Tensor('float32', data.latent, [1, data.latent.length])
  const condition = new ort.Tensor('float32', data.condition, [1, data.condition.length])
  const start = performance.now()
  await session.run({ latent, condition })
  postMessage(performance.now() - start)
}`

/** Functions of the page that the measurements call. */
const pageScript = `
const ask = (worker, message) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(message)
  })
globalThis.tasks = []
new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
globalThis.open = async (threads) => {
  const start = performance.now()
  globalThis.generator = await AnimeGAN.createGenerator({ weights: '/weights/', device: 'wasm', dtype: 'int8', threads })
  await generator.generate({ seed: 0 })
  return performance.now() - start
}
globalThis.openBare = async (threads) => {
  globalThis.bare = new Worker('/bare-worker.js', { type: 'module' })
  await ask(bare, { threads, model: generator.weights.model })
}
globalThis.runtimeFace = async (seed) => {
  const start = performance.now()
  await generator.generate({ seed })
  return performance.now() - start
}
globalThis.bareFace = async (seed) => {
  const [{ latent, condition }] = await generator.generate({ seed })
  return await ask(bare, { latent, condition })
}
globalThis.close = async () => {
  globalThis.bare?.terminate()
  await generator.dispose()
}`

printHeader('One 128 x 128 face in Chromium, 8-bit weights, in milliseconds: medians')
const folder = await mkdtemp(join(tmpdir(), 'animegan-benchmark-'))
await writeRandomWeights(folder)
const server = await serveFolders(
  {
    '/node_modules/@animegan/runtime-web/dist/': folderOf(
      import.meta.resolve('@animegan/runtime-web/animegan.js'),
    ),
    '/node_modules/onnxruntime-web/dist/': folderOf(
      import.meta.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm'),
    ),
    '/weights/': folder,
  },
  {
    '/': `<!doctype html><title>benchmark</title><script src="/node_modules/@animegan/runtime-web/dist/animegan.js"></script><script type="module">${pageScript}</script>`,
    '/bare-worker.js': bareWorker,
  },
)
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update']
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-quic', ...quiet] })
try {
  console.log(`Chromium ${browser.version()}\n`)
  const page = await browser.newPage()
  await page.goto(server.origin)
  for (const threads of /** @type {const} */ ([1, 2])) await compareWithBareSession(page, threads)
  await timeFirstFace(page)
} finally {
  await browser.close()
  server.close()
  await rm(folder, { recursive: true, force: true })
}

/**
 * @param {import('playwright-core').Page} page
 * @param {1 | 2} threads
 */
async function compareWithBareSession(page, threads) {
  await page.evaluate(`open(${threads}).then(() => openBare(${threads}))`)
  /** @type {Record<'runtime' | 'bare', number[]>} */
  const times = { runtime: [], bare: [] }
  const names = /** @type {const} */ (['runtime', 'bare'])
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      await page.waitForTimeout(50)
      const time = Number(await page.evaluate(`${name}Face(${Math.max(round, 0)})`))
      if (round >= 0) times[name].push(time)
    }
  }
  await page.evaluate('close()')
  const [runtime, bare] = [median(times.runtime), median(times.bare)]
  printTable([
    [threads === 1 ? 'one thread' : `${threads} threads`, 'ms', 'ratio', 'target'],
    ['bare session.run in a worker', bare.toFixed(1), '', ''],
    ['runtime-web', runtime.toFixed(1), (runtime / bare).toFixed(3), '1.10'],
    [
      "the authors' page over runtime-web",
      authors,
      (authors / runtime).toFixed(0),
      authors / targets[threads],
    ],
  ])
}

/**
 * The first face when all bytes are there, from the call of createGenerator; and the page's tasks meanwhile.
 * @param {import('playwright-core').Page} page
 */
async function timeFirstFace(page) {
  const times = []
  const tasks = []
  for (let round = 0; round < Math.max(1, Math.round(rounds / 6)); round++) {
    await page.reload()
    await page.evaluate('tasks.length = 0')
    times.push(Number(await page.evaluate('open()')))
    await page.evaluate('generator.generate({ seed: 0, count: 20 }).then(() => undefined)')
    tasks.push(...(await page.evaluate(() => /** @type {{ tasks?: number[] }} */ (globalThis).tasks ?? [])))
    await page.evaluate('close()')
  }
  printTable([
    ['from createGenerator to the first face', 'ms', 'target'],
    ['all bytes in the cache', median(times).toFixed(0), '1500'],
    ['longest task of the page, 50 or more', tasks.length ? Math.max(...tasks).toFixed(0) : 'none', 'none'],
  ])
}

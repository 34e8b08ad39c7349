// What finding and cutting faces costs beside a bare loop that decodes a picture and gives it to OpenCV, thread for thread: in time,
// and in CPU time, which other work on the machine disturbs less; then the throughput with a thread a core.
// `node benchmarks/detect.mjs [ROUNDS]`, after `animegan assets get lbpcascade`; ANIMEGAN_CASCADE names another cascade's file.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { createFaceDetector, drawFace, planImage } from '@animegan/dataset'
import { findCacheDir } from '@animegan/runtime-node'
import sharp from 'sharp'
import { median, readCount } from './measure.mjs'
import { printHeader, printTable } from './report.mjs'

const require = createRequire(import.meta.url)
const rounds = readCount(10)
const cascade = await readFile(
  process.env.ANIMEGAN_CASCADE ?? join(findCacheDir(), 'assets/lbpcascade/lbpcascade_animeface.xml'),
)
printHeader('Faces found and cut out, 1 to 3 a picture')
const pictures = await drawPictures(8)
await compareWithBareLoop()
await measureThroughput()

/**
 * Pictures of 1 to 3 drawn faces side by side, each 256 x 256 in a place of 384 x 384; PNG and JPEG in turns.
 * @param {number} count
 */
async function drawPictures(count) {
  const made = []
  for (let index = 0; index < count; index++) {
    const faces = 1 + (index % 3)
    const layers = Array.from({ length: faces }, (_, place) => ({
      input: Buffer.from(drawFace({ ...planImage(1, 3 * index + place, 'corpus'), size: 256 })),
      raw: /** @type {const} */ ({ width: 256, height: 256, channels: 3 }),
      left: 384 * place + 16 * (index % 8),
      top: 64,
    }))
    const canvas = sharp({
      create: { width: 384 * faces, height: 384, channels: 3, background: '#c8d8e8' },
    })
      .composite(layers)
      .removeAlpha()
    made.push(await (index % 2 === 0 ? canvas.png() : canvas.jpeg()).toBuffer())
  }
  return made
}

/** The least that must be done: decode, grey, equalised histogram, detectMultiScale; one picture after the other. */
async function createBareLoop() {
  const listeners = process.listeners('uncaughtException')
  const cv = require('@techstark/opencv-js')
  // OpenCV's own answers every error that nobody caught with its source of 10 MB.
  for (const listener of process.listeners('uncaughtException')) {
    if (!listeners.includes(listener)) process.off('uncaughtException', listener)
  }
  if (cv.Mat === undefined) {
    await new Promise((resolve) => {
      cv.onRuntimeInitialized = () => resolve(undefined)
    })
  }
  cv.FS_createDataFile('/', 'bare.xml', cascade, true, false, false)
  const classifier = new cv.CascadeClassifier()
  classifier.load('/bare.xml')
  const [gray, found] = [new cv.Mat(), new cv.RectVector()]
  const [smallest, largest] = [new cv.Size(24, 24), new cv.Size(0, 0)]
  /** @param {Buffer} bytes */
  return async (bytes) => {
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true })
    const picture = new cv.Mat(info.height, info.width, cv.CV_8UC3)
    picture.data.set(data)
    cv.cvtColor(picture, gray, cv.COLOR_RGB2GRAY)
    cv.equalizeHist(gray, gray)
    classifier.detectMultiScale(gray, found, 1.1, 5, 0, smallest, largest)
    picture.delete()
  }
}

async function compareWithBareLoop() {
  const detector = createFaceDetector({ cascade, threads: 1 })
  const bare = await createBareLoop()
  const works = {
    async bare() {
      for (const picture of pictures) await bare(picture)
    },
    ours: () => Promise.all(pictures.map((picture) => detector.find(picture))),
  }
  const names = /** @type {const} */ (['bare', 'ours'])
  const wall = { bare: /** @type {number[]} */ ([]), ours: /** @type {number[]} */ ([]) }
  const cpu = { bare: /** @type {number[]} */ ([]), ours: /** @type {number[]} */ ([]) }
  for (let round = -1; round < rounds; round++) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const [start, before] = [performance.now(), process.cpuUsage()]
      await works[name]()
      const { user, system } = process.cpuUsage(before)
      if (round < 0) continue
      wall[name].push((performance.now() - start) / pictures.length)
      cpu[name].push((user + system) / 1000 / pictures.length)
    }
  }
  await detector.dispose()
  const row = (/** @type {string} */ label, /** @type {typeof wall} */ times) => {
    const [least, ours] = [median(times.bare), median(times.ours)]
    return [label, least.toFixed(1), ours.toFixed(1), (least / ours).toFixed(3), '0.9']
  }
  printTable([
    ['one thread, ms a picture', 'bare loop', 'ours', 'throughput of ours / bare', 'target'],
    row('time', wall),
    row('CPU time', cpu),
  ])
}

async function measureThroughput() {
  const detector = createFaceDetector({ cascade })
  const findAll = () => Promise.all(pictures.map((picture) => detector.find(picture)))
  await findAll()
  const times = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    await findAll()
    times.push(performance.now() - start)
  }
  await detector.dispose()
  const rate = (1000 * pictures.length) / median(times)
  printTable([
    ['', 'pictures a second'],
    [`ours, ${availableParallelism()} threads`, rate.toFixed(1)],
  ])
}

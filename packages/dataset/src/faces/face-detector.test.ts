import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawFace } from '../synthetic/draw-face.js'
import { blobCascade, drawBlobs } from '../testing/blob-cascade.js'
import { createFaceDetector, type FaceDetector } from './face-detector.js'

let detector: FaceDetector

beforeAll(() => {
  detector = createFaceDetector({
    cascade: blobCascade,
    threads: 1,
    minNeighbors: 2,
    filters: { minSide: 30 },
  })
})
afterAll(() => detector.dispose())

const picture = {
  width: 400,
  height: 200,
  blobs: [
    [300, 60],
    [60, 60],
    [180, 130],
  ] as const,
}
const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** Finds, and fails unless there are faces. */
async function find(bytes: Uint8Array, by = detector) {
  const found = await by.find(bytes)
  if ('reason' in found) throw new Error(found.detail)
  return found
}

test('finds every face of a picture and cuts it out about its middle', async () => {
  const { faces, refusals } = await find(await drawBlobs(picture))
  expect(refusals).toEqual([])
  const round = (value: number) => Math.round(value / 20) * 20
  const middles = faces.map(({ box: [x, y, width, height] }) => [round(x + width / 2), round(y + height / 2)])
  expect(middles.sort((a, b) => a[0]! - b[0]!)).toEqual([
    [60, 60],
    [180, 120],
    [300, 60],
  ])
  for (const { png } of faces) {
    const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 128, height: 128, channels: 3 })
    const middle = (64 * 128 + 64) * 3
    expect([...data.subarray(middle, middle + 3)]).toEqual([255, 160, 0])
  }
})

test('gives the same bytes whatever the thread, the order and the neighbours', async () => {
  await using two = createFaceDetector({
    cascade: blobCascade,
    threads: 2,
    minNeighbors: 2,
    filters: { minSide: 30 },
  })
  const shots = await Promise.all(
    [0, 20, 40, 60].map((shift) => drawBlobs({ ...picture, blobs: [[200 + shift, 100]] })),
  )
  const hashAll = async (by: FaceDetector, some: Buffer[]) =>
    (await Promise.all(some.map((bytes) => find(bytes, by)))).map(({ faces }) =>
      faces.map(({ png }) => hash(png)),
    )
  const one = await hashAll(detector, shots)
  expect(new Set(one.flat()).size).toBeGreaterThan(0)
  expect((await hashAll(two, [...shots].reverse())).reverse()).toEqual(one)
})

test('says why a picture gives nothing', async () => {
  expect(await find(await drawBlobs({ ...picture, blobs: [] }))).toEqual({
    faces: [],
    refusals: [{ reason: 'no-face', detail: 'no face was found' }],
  })
  expect(await detector.find(Buffer.from('<html>'))).toMatchObject({ reason: 'not-an-image' })
  const whole = await drawBlobs(picture)
  expect(await detector.find(whole.subarray(0, whole.length / 2))).toMatchObject({ reason: 'truncated' })
})

test('refuses what is no cascade, and options that make no sense', async () => {
  await using wrong = createFaceDetector({ cascade: Buffer.from('<html>'), threads: 1 })
  await expect(wrong.find(await drawBlobs(picture))).rejects.toMatchObject({
    code: 'INVALID_DATA',
    message: expect.stringMatching(
      /the cascade \(6 bytes\) is not one of OpenCV's.*animegan assets get lbpcascade/,
    ),
  })
  const create = (options: object) => () => createFaceDetector({ cascade: blobCascade, ...options })
  expect(create({ scaleFactor: 1 })).toThrow('scaleFactor: expected 1.01 to 2, got 1')
  expect(create({ size: 1.5 })).toThrow('size: expected a whole number from 8 to 2048, got 1.5')
  expect(create({ scale: Number.NaN })).toThrow('scale: expected 0.5 to 10, got NaN')
})

const animeface = new URL('../../../../../shared/cascade/lbpcascade_animeface.xml', import.meta.url)

test.skipIf(!existsSync(animeface))('finds a drawn face (needs ../shared/cascade)', async () => {
  await using real = createFaceDetector({ cascade: await readFile(animeface), threads: 1 })
  const size = 256
  const raw = { width: size, height: size, channels: 3 } as const
  let found = 0
  for (const seed of [1, 2, 3, 4, 5, 6]) {
    const pixels = drawFace({ tags: ['brown-hair', 'blue-eyes'], seed, size })
    const { faces } = await find(await sharp(pixels, { raw }).jpeg().toBuffer(), real)
    found += faces.length
  }
  expect(found).toBeGreaterThanOrEqual(5)
})

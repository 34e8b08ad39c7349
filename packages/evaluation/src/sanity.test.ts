import { animeTags, createRandom, listExclusiveGroups } from '@animegan/core'
import { drawFace, type FeatureExtractor, planImage } from '@animegan/dataset'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FeatureStatistics } from './features/feature-statistics.js'
import type { Features } from './features/features.js'
import { measureFrechetDistance } from './metrics/frechet-distance.js'
import { measureMemorization } from './neighbours/memorization.js'
import { openRandomExtractor } from './testing/random-extractor.js'

// What every measure of pictures must do, on drawn faces and the features of a real network.

type Picture = Uint8Array

const count = 200
const side = 32
/** What each step must raise FID by, as a factor. */
const margin = 1.3

let opened: { extractor: FeatureExtractor } & AsyncDisposable
/** Faces, and others of the same kind. */
let [real, fresh]: Picture[][] = []
let realFeatures: Features

const planFresh = (i: number) => planImage(1, count + i, 'uniform')

beforeAll(async () => {
  opened = await openRandomExtractor()
  real = Array.from({ length: count }, (_, i) => drawFace({ ...planImage(1, i, 'uniform'), size: side }))
  fresh = Array.from({ length: count }, (_, i) => drawFace({ ...planFresh(i), size: side }))
  realFeatures = await extract(real)
}, 60_000)
afterAll(() => opened[Symbol.asyncDispose]())

async function extract(pictures: readonly Picture[]): Promise<Features> {
  const { extractor } = opened
  const features = new Float32Array(pictures.length * extractor.size)
  for (const [i, data] of pictures.entries()) {
    const row = await extractor.extract({ data, width: side, height: side }, `picture ${i}`)
    features.set(row, i * extractor.size)
  }
  return { features, size: extractor.size }
}

function describeRows({ features, size }: Features, first = 0, rows = count): FeatureStatistics {
  const statistics = new FeatureStatistics(size)
  statistics.add(features.subarray(first * size, (first + rows) * size))
  return statistics
}

async function measureFid(fakes: readonly Picture[]): Promise<number> {
  return (await measureFrechetDistance(describeRows(realFeatures), describeRows(await extract(fakes))))
    .distance
}

/** Expects each FID to be well above the one before it. */
async function expectRising(series: readonly (readonly Picture[])[]): Promise<void> {
  const distances: number[] = []
  for (const fakes of series) distances.push(await measureFid(fakes))
  const factors = distances.slice(1).map((distance, i) => distance / distances[i]!)
  expect(
    Math.min(...factors),
    `FID ${distances.map((value) => value.toPrecision(3)).join(', ')}`,
  ).toBeGreaterThan(margin)
}

const mapBytes = (picture: Picture, change: (value: number, at: number) => number): Picture =>
  new Uint8Array(Uint8ClampedArray.from(picture, change))

const addNoise = (picture: Picture, deviation: number, seed: number): Picture => {
  const random = createRandom(seed, 'noise')
  return mapBytes(picture, (value) => value + deviation * random.normal())
}

describe('FID of real pictures against real pictures', () => {
  it('is 0 for the same ones', async () => {
    expect(await measureFid(real!)).toBeLessThan(1e-6)
  })

  it('falls as halves grow', async () => {
    const freshFeatures = await extract(fresh!)
    const distances: number[] = []
    for (const rows of [25, 50, 100, 200]) {
      const [a, b] = [describeRows(realFeatures, 0, rows), describeRows(freshFeatures, 0, rows)]
      distances.push((await measureFrechetDistance(a, b)).distance)
    }
    const factors = distances.slice(1).map((distance, i) => distance / distances[i]!)
    expect(Math.max(...factors), `FID ${distances.join(', ')}`).toBeLessThan(0.9)
    // Near 0 beside what the faintest distortion below costs.
    const tinted = await measureFid(fresh!.map((picture) => mapBytes(picture, (value) => value + 32)))
    expect(distances.at(-1)!).toBeLessThan(tinted / 5)
  })
})

describe('FID rises', () => {
  it('with blur', async () => {
    const raw = { width: side, height: side, channels: 3 } as const
    const blur = (deviation: number) =>
      Promise.all(fresh!.map((picture) => sharp(picture, { raw }).blur(deviation).raw().toBuffer()))
    await expectRising([fresh!, await blur(1), await blur(2), await blur(4)])
  })

  it('with noise', async () => {
    const add = (deviation: number) => fresh!.map((picture, i) => addNoise(picture, deviation, i))
    await expectRising([fresh!, add(16), add(32), add(64)])
  })

  it('with a shift of colour', async () => {
    const shift = (red: number) =>
      fresh!.map((picture) => mapBytes(picture, (value, at) => value + [red, 0, -red][at % 3]!))
    await expectRising([fresh!, shift(8), shift(16), shift(32)])
  })

  it('with tags that never occur', async () => {
    const steps = [
      ['glasses', 'hat', 'ribbon', 'twintails', 'drill-hair', 'ponytail', 'black-hair', 'brown-hair'],
      ['long-hair', 'purple-hair', 'blue-hair', 'green-hair'],
      ['red-hair', 'pink-hair', 'orange-hair', 'gray-hair'],
    ]
    const draw = (missing: ReadonlySet<string>) =>
      fresh!.map((_, i) => {
        const { tags, seed } = planFresh(i)
        return drawFace({ tags: tags.flatMap((tag) => replaceTag(tag, missing, i)), seed, size: side })
      })
    await expectRising([fresh!, ...steps.map((_, last) => draw(new Set(steps.slice(0, last + 1).flat())))])
  })
})

/** The tag unless it is missing; then another of its exclusive group, or none. */
function replaceTag(tag: string, missing: ReadonlySet<string>, i: number): string[] {
  if (!missing.has(tag)) return [tag]
  const group = listExclusiveGroups(animeTags).find(({ tags }) => tags.some(({ id }) => id === tag))
  const left = group?.tags.filter(({ id }) => !missing.has(id)) ?? []
  return left.length === 0 ? [] : [left[i % left.length]!.id]
}

describe('memorisation', () => {
  const measure = async (fakes: readonly Picture[]) =>
    measureMemorization(await extract(fakes), () => [realFeatures.features])
  const copy = (pictures: readonly Picture[]) => pictures.map((picture, i) => addNoise(picture, 2, i))

  it('passes a generator of fresh pictures', async () => {
    const { score, isCopying } = await measure(fresh!)
    expect(isCopying).toBe(false)
    expect(Math.abs(score - 0.5)).toBeLessThan(0.1)
  })

  it('flags a generator that copies training pictures, with faint noise', async () => {
    const { score, copies, isCopying } = await measure(copy(real!))
    expect(isCopying).toBe(true)
    expect(score).toBeGreaterThan(0.95)
    expect(copies).toBeGreaterThan(0.9)
  })

  it('flags one that copies now and then', async () => {
    const { isCopying, suspects } = await measure([...fresh!.slice(0, 160), ...copy(real!.slice(0, 40))])
    expect(isCopying).toBe(true)
    expect(suspects.filter((i) => i >= 160).length).toBeGreaterThan(35)
  })
})

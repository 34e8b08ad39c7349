import { animeTags } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { tinyConfig, tinySrresnet } from './testing/tiny-config.js'
import {
  drawFakeBatch,
  sampleFakeBatch,
  samplePenaltyNoise,
  type TrainingData,
  takeRealBatch,
} from './training-batch.js'
import { trainingPreset } from './training-presets.js'

const side = 4

/** Pictures that know their own index, column and channel, with tags that spell the index in binary. */
function numberedData(size: number): TrainingData {
  const images = new Uint8Array(size * side * side * 3)
  for (let i = 0; i < images.length; i++) {
    const [channel, x, index] = [i % 3, Math.floor(i / 3) % side, Math.floor(i / (3 * side * side))]
    images[i] = channel === 0 ? index : channel === 1 ? 10 * x : 255
  }
  const conditions = Float32Array.from({ length: size * 7 }, (_, i) =>
    (Math.floor(i / 7) >> (i % 7)) & 1 ? 1 : -1,
  )
  return { size, resolution: side, tagSchema: tinyConfig.tags, images, conditions }
}

const config = { ...tinyConfig, generator: { ...tinySrresnet, resolution: side, baseResolution: 2 } }
const plane = side * side
const toByte = (value: number) => Math.round((value + 1) * 127.5)

/** What a batch says of its pictures: red is the index, green grows with x unless the picture is mirrored. */
function describeBatch(data: TrainingData, step: number, settings = config) {
  const { images, tags } = takeRealBatch(settings, data, step)
  return Array.from({ length: settings.batchSize }, (_, i) => {
    const picture = images.data.subarray(i * 3 * plane, (i + 1) * 3 * plane)
    return {
      index: toByte(picture[0]!),
      row: Array.from(picture.subarray(plane, plane + side), toByte),
      red: new Set(picture.subarray(0, plane)).size,
      blue: new Set(Array.from(picture.subarray(2 * plane), toByte)),
      tagged: Array.from(tags.data.subarray(i * 7, (i + 1) * 7)).reduce(
        (sum, tag, bit) => sum + (tag > 0 ? 2 ** bit : 0),
        0,
      ),
    }
  })
}

describe('takeRealBatch', () => {
  it('gives planes of red, green and blue from -1 to 1', () => {
    const data = { ...numberedData(1), images: new Uint8Array(plane * 3).map((_, i) => [0, 51, 255][i % 3]!) }
    const { images } = takeRealBatch({ ...config, batchSize: 1 }, data, 0)
    expect(images.shape).toEqual([1, 3, side, side])
    const means = [0, 1, 2].map((c) => images.data[c * plane]!)
    expect(means).toEqual([-1, expect.closeTo(-0.6, 6), 1])
    for (let i = 0; i < images.data.length; i++) expect(images.data[i]).toBe(means[Math.floor(i / plane)])
  })

  it('gives each picture its own tags', () => {
    const data = numberedData(100)
    for (let step = 0; step < 40; step++) {
      for (const { index, tagged, red, blue } of describeBatch(data, step)) {
        expect(tagged).toBe(index)
        expect(red).toBe(1)
        expect(blue).toEqual(new Set([255]))
      }
    }
  })

  it('mirrors about half of the pictures, each on its own, or none', () => {
    const data = numberedData(100)
    const [straight, mirrored] = ['0,10,20,30', '30,20,10,0']
    const rows = (flip: boolean) =>
      Array.from({ length: 200 }, (_, step) => describeBatch(data, step, { ...config, flip }))
        .flat()
        .map(({ row }) => String(row))
    expect(new Set(rows(true))).toEqual(new Set([straight, mirrored]))
    const share = rows(true).filter((row) => row === mirrored).length / 600
    expect(share).toBeGreaterThan(0.42)
    expect(share).toBeLessThan(0.58)
    expect(new Set(rows(false))).toEqual(new Set([straight]))
  })

  it('shows every picture once in each pass, in another order each time', () => {
    // 7 pictures in batches of 3: passes begin in the middle of a batch.
    const data = numberedData(7)
    const order = Array.from({ length: 14 }, (_, step) => describeBatch(data, step))
      .flat()
      .map(({ index }) => index)
    const passes = Array.from({ length: 6 }, (_, pass) => order.slice(pass * 7, pass * 7 + 7))
    for (const pass of passes) expect([...pass].sort()).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(new Set(passes.map(String)).size).toBeGreaterThan(4)
  })

  it('takes a batch larger than the data over several passes', () => {
    const indices = describeBatch(numberedData(2), 0, { ...config, batchSize: 6 }).map(({ index }) => index)
    expect([...indices].sort()).toEqual([0, 0, 0, 1, 1, 1])
  })

  it('takes a part of the pictures by their tags: rare ones more often, the others still in passes', () => {
    // Picture i shows the tags of its bits: of 65 only number 64 shows the last tag.
    const data = numberedData(65)
    const draw = (byTag: number) =>
      Array.from({ length: 700 }, (_, step) =>
        describeBatch(data, step, { ...config, sampling: { conditions: 'prior', byTag } }),
      )
        .flat()
        .map(({ index }) => index)
    const shareOf = (indices: number[], wanted: number) =>
      indices.filter((index) => index === wanted).length / indices.length
    expect(shareOf(draw(1), 64)).toBeCloseTo(1 / 7, 1)
    // Which shows no tag at all.
    expect(shareOf(draw(1), 0)).toBe(0)
    expect(shareOf(draw(0.5), 64)).toBeGreaterThan(0.05)
    expect(shareOf(draw(0.5), 64)).toBeLessThan(0.1)
    expect(shareOf(draw(0.5), 0)).toBeGreaterThan(0)
    expect(draw(0.5)).toEqual(draw(0.5))
  })

  it('follows from seed and step alone', () => {
    const data = numberedData(7)
    const late = takeRealBatch(config, data, 9)
    takeRealBatch(config, data, 2)
    expect(takeRealBatch(config, data, 9)).toEqual(late)
    expect(takeRealBatch({ ...config, seed: 12 }, data, 9)).not.toEqual(late)
  })
})

describe('sampleFakeBatch', () => {
  const paper = { ...trainingPreset('paper-128', 1), batchSize: 1000 }
  const { latents, conditions } = sampleFakeBatch(paper, 'fakes/0')
  const count = animeTags.tags.length

  it('asks with -1 and +1: one tag of each exclusive group, any other with chance 0.25', () => {
    expect(conditions.shape).toEqual([1000, 34])
    expect(new Set(conditions.data)).toEqual(new Set([-1, 1]))
    const frequencies = animeTags.tags.map((_, t) => {
      let on = 0
      for (let i = 0; i < 1000; i++) if (conditions.data[i * count + t]! > 0) on++
      return on / 1000
    })
    for (const { id, exclusive } of animeTags.groups) {
      const members = animeTags.tags.flatMap(({ group }, t) => (group === id ? [t] : []))
      for (let i = 0; i < 1000 && exclusive; i++) {
        expect(members.filter((t) => conditions.data[i * count + t] === 1)).toHaveLength(1)
      }
      // Five standard deviations of a mean of 1000.
      const chance = exclusive ? 1 / members.length : 0.25
      const margin = 5 * Math.sqrt((chance * (1 - chance)) / 1000)
      for (const t of members) expect(Math.abs(frequencies[t]! - chance)).toBeLessThan(margin)
    }
  })

  it('draws latents from N(0, 1)', () => {
    expect(latents.shape).toEqual([1000, 128])
    const values = Array.from(latents.data)
    const mean = values.reduce((a, b) => a + b) / values.length
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
    expect(mean).toBeCloseTo(0, 1)
    expect(variance).toBeCloseTo(1, 1)
    expect(values.some((value) => Math.abs(value) > 3)).toBe(true)
  })

  it('follows from seed and stream; D and G are given different fakes', () => {
    const sample = (stream: string, seed = 1) => sampleFakeBatch({ ...tinyConfig, seed }, stream)
    expect(sample('fakes/4')).toEqual(sample('fakes/4'))
    for (const other of [sample('fakes/5'), sample('fakes/4', 2)]) {
      expect(other.latents).not.toEqual(sample('fakes/4').latents)
    }
  })
})

describe('drawFakeBatch', () => {
  const data = numberedData(9)
  const ask = (conditions: 'prior' | 'data', step: number, byTag = 0) =>
    drawFakeBatch({ ...config, sampling: { conditions, byTag } }, data, step)
  const rowsOf = ({ conditions }: { conditions: { data: ArrayLike<number> } }) =>
    Array.from({ length: 3 }, (_, i) =>
      Array.from(conditions.data)
        .slice(i * 7, i * 7 + 7)
        .join(),
    )

  it('asks by the prior, or for tags of pictures in an order of their own', () => {
    expect(ask('prior', 4)).toEqual(sampleFakeBatch(config, 'fakes/4'))
    const pass = [0, 1, 2].flatMap((step) => rowsOf(ask('data', step)))
    const real = [0, 1, 2].flatMap((step) => {
      const { tags } = takeRealBatch(config, data, step)
      return rowsOf({ conditions: tags })
    })
    expect([...pass].sort()).toEqual([...real].sort())
    expect(pass).not.toEqual(real)
    expect(ask('data', 4).latents).toEqual(ask('prior', 4).latents)
  })

  it('asks for rare tags as often as real pictures show them', () => {
    const last = (rows: string[]) => rows.filter((row) => row.endsWith(',1,-1,-1,-1')).length / rows.length
    const asked = Array.from({ length: 400 }, (_, step) => rowsOf(ask('data', step, 1))).flat()
    // Number 8 alone shows the fourth tag; four tags occur.
    expect(last(asked)).toBeCloseTo(1 / 4, 1)
  })
})

describe('samplePenaltyNoise', () => {
  it('is uniform in [0, 1), new at each step', () => {
    const { data, shape } = samplePenaltyNoise({ ...tinyConfig, batchSize: 8 }, 3)
    expect(shape).toEqual([8, 3, 16, 16])
    const values = Array.from(data)
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    expect(values.reduce((a, b) => a + b) / values.length).toBeCloseTo(0.5, 1)
    expect(samplePenaltyNoise({ ...tinyConfig, batchSize: 8 }, 3).data).toEqual(data)
    expect(samplePenaltyNoise({ ...tinyConfig, batchSize: 8 }, 4).data).not.toEqual(data)
  })
})

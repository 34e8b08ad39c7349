import { AnimeganError, type InferenceSession, type TaggerManifest } from '@animegan/core'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { decodeImage, type RgbPixels } from '../imagefolder/decode-image.js'
import { openTinyEstimator, tinyManifest } from '../testing/tiny-estimator.js'
import type { Picture } from './estimator-input.js'
import { createFeatureExtractor } from './feature-extractor.js'
import { createTagEstimator } from './tag-estimator.js'

const { input, preprocessing, outputs } = tinyManifest

const encode = (pixels: RgbPixels, format: 'png' | 'jpeg' = 'png'): Promise<Uint8Array> => {
  const { data, width, height } = pixels
  const channels = (data.length / width / height) as 3 | 4
  return sharp(data, { raw: { width, height, channels } }).toFormat(format).toBuffer()
}

/** A red, a green, a blue and a dark pixel. */
const four: RgbPixels = {
  data: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30),
  width: 2,
  height: 2,
}

async function extract(manifest: TaggerManifest, picture: Picture): Promise<number[]> {
  const session = await openTinyEstimator(manifest)
  const features = await createFeatureExtractor({ manifest, session }).extract(picture, 'a.png')
  await session.dispose()
  return [...features]
}

async function estimate(manifest: TaggerManifest, picture: Picture): Promise<Record<string, number>> {
  const session = await openTinyEstimator(manifest)
  const scores = await createTagEstimator({ manifest, session }).estimate(picture, 'a.png')
  await session.dispose()
  return scores
}

const features = (size: number) => ({ ...outputs, features: { name: 'flat', size } })

describe('what a network is fed with', () => {
  const plain = { ...preprocessing, scale: 1, offset: 0 }
  it.each([
    ['NCHW', 'RGB', [255, 0, 0, 10, 0, 255, 0, 20, 0, 0, 255, 30]],
    ['NCHW', 'BGR', [0, 0, 255, 30, 0, 255, 0, 20, 255, 0, 0, 10]],
    ['NHWC', 'RGB', [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30]],
    ['NHWC', 'BGR', [0, 0, 255, 0, 255, 0, 255, 0, 0, 30, 20, 10]],
  ] as const)('%s, %s', async (layout, channels, expected) => {
    const manifest = { ...tinyManifest, input: { ...input, layout, channels }, preprocessing: plain }
    expect(await extract(manifest, await encode(four))).toEqual(expected)
    expect(await extract(manifest, four)).toEqual(expected)
  })

  it.each([
    ['NCHW', (i: number) => i >> 2],
    ['NHWC', (i: number) => i % 3],
  ] as const)(
    'scales and moves each channel on its own, in the order of the input: %s',
    async (layout, channelOf) => {
      const scale: [number, number, number] = [1, 2, 0.5]
      const offset: [number, number, number] = [-164.7614, -167.4786, -181.1384]
      const inputs = { ...input, layout, channels: 'BGR' as const }
      const bytes = await extract({ ...tinyManifest, input: inputs, preprocessing: plain }, four)
      const manifest = { ...tinyManifest, input: inputs, preprocessing: { ...plain, scale, offset } }
      const values = await extract(manifest, four)
      expect(values).toEqual(
        bytes.map((byte, i) => Math.fround(byte * scale[channelOf(i)]! + offset[channelOf(i)]!)),
      )
      // Blue of the first pixel, which is the first channel: 0 - 164.7614.
      expect(values[0]).toBeCloseTo(-164.7614, 4)
      // Red of the last pixel, the last channel: 10 * 0.5 - 181.1384.
      expect(values[11]).toBeCloseTo(-176.1384, 4)
    },
  )

  it('is for our own taggers what they were trained on, to the last bit', async () => {
    const resolution = 16
    const manifest = {
      ...tinyManifest,
      input: { ...input, resolution },
      preprocessing: { ...preprocessing, scale: 1 / 127.5, offset: -1 },
      outputs: features(3 * resolution ** 2),
    }
    const random = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 7919 + (i >> 3) * 31) % 256)
    const photo = { data: random(50 * 37 * 3), width: 50, height: 37 }
    const pictures = [
      await encode(photo),
      await encode(photo, 'jpeg'),
      await encode({ data: random(20 * 61 * 4), width: 20, height: 61 }),
      await encode({ data: random(16 * 16 * 3), width: 16, height: 16 }),
    ]
    for (const picture of pictures) {
      const trained = await decodeImage(picture, resolution, 'a')
      const values = await extract(manifest, picture)
      const planes = Float32Array.from(values, (_, i) => {
        const [channel, place] = [Math.floor(i / resolution ** 2), i % resolution ** 2]
        return trained[3 * place + channel]! / 127.5 - 1
      })
      expect(values).toEqual([...planes])
    }
    const bytes = Array.from({ length: 256 }, (_, byte) => byte)
    expect(bytes.map((byte) => Math.fround(byte * (1 / 127.5) - 1))).toEqual(
      bytes.map((byte) => Math.fround(byte / 127.5 - 1)),
    )
  })
})

describe('how pictures become squares', () => {
  /** Red, green and blue, each two pixels wide and two high. */
  const stripes: RgbPixels = {
    data: Uint8Array.from({ length: 6 * 2 * 3 }, (_, i) => (((i % 18) / 6) >> 0 === i % 3 ? 255 : 0)),
    width: 6,
    height: 2,
  }
  const squared = (
    fit: 'cover' | 'contain' | 'fill',
    resolution: number,
    picture: Picture,
    background: string,
  ) =>
    extract(
      {
        ...tinyManifest,
        input: { ...input, layout: 'NHWC', resolution },
        preprocessing: { background, fit, filter: 'linear', scale: 1, offset: 0 },
        outputs: features(3 * resolution ** 2),
      },
      picture,
    )

  it('cover takes the middle', async () => {
    expect(await squared('cover', 2, stripes, '#ffffff')).toEqual([
      0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 255, 0,
    ])
  })

  it('contain keeps all and fills up with the background', async () => {
    const values = await squared('contain', 6, await encode(stripes), '#010203')
    const rows = Array.from({ length: 6 }, (_, row) => values.slice(18 * row, 18 * row + 18))
    const empty = Array.from({ length: 6 }, () => [1, 2, 3]).flat()
    expect(rows).toEqual([
      empty,
      empty,
      [...stripes.data.subarray(0, 18)],
      [...stripes.data.subarray(18)],
      empty,
      empty,
    ])
  })

  it('fill stretches', async () => {
    const [red, , , , , blue] = await squared('fill', 2, stripes, '#ffffff')
    expect(red).toBeGreaterThan(150)
    expect(blue).toBeGreaterThan(150)
  })

  it('lays what is transparent on the background', async () => {
    const clear = { data: new Uint8Array(16), width: 2, height: 2 }
    expect(await squared('fill', 2, await encode(clear), '#0a141e')).toEqual([
      10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30,
    ])
  })
})

describe('createTagEstimator', () => {
  const means = { red: 265 / 4 / 255, blue: 285 / 4 / 255, green: 275 / 4 / 255 }

  it('finds each tag at its place, in the order of the schema', async () => {
    const scores = await estimate(tinyManifest, await encode(four))
    expect(Object.keys(scores)).toEqual(['red', 'blue', 'green'])
    for (const [id, mean] of Object.entries(means)) expect(scores[id]).toBeCloseTo(mean, 6)
    const moved = { ...outputs, tags: { ...outputs.tags, indices: [3, 0, 1] } }
    const others = await estimate({ ...tinyManifest, outputs: moved }, four)
    expect(others.red).toBe(0.5)
    expect(others.blue).toBeCloseTo(means.red, 6)
  })

  it('takes the output as it is without indices', async () => {
    const [red, blue, green] = tinyManifest.tags.tags
    const tags = { ...tinyManifest.tags, tags: [green!, red!, blue!, { ...green!, id: 'fourth' }] }
    const { indices, ...whole } = outputs.tags
    const scores = await estimate({ ...tinyManifest, tags, outputs: { ...outputs, tags: whole } }, four)
    expect(Object.keys(scores)).toEqual(['green', 'red', 'blue', 'fourth'])
    expect(scores.green).toBeCloseTo(means.red, 6)
    expect(scores.fourth).toBe(0.5)
  })

  it('makes probabilities of logits', async () => {
    const scores = await estimate(
      {
        ...tinyManifest,
        preprocessing: { ...preprocessing, scale: 1, offset: -66.25 },
        outputs: { ...outputs, tags: { ...outputs.tags, values: 'logits' } },
      },
      four,
    )
    expect(scores.red).toBeCloseTo(0.5, 6)
    expect(scores.green).toBeCloseTo(1 / (1 + Math.exp(-2.5)), 6)
    expect(scores.blue).toBeCloseTo(1 / (1 + Math.exp(-5)), 6)
  })

  it('refuses logits that pass for probabilities, and numbers that are none', async () => {
    const manifest = { ...tinyManifest, preprocessing: { ...preprocessing, scale: 1 } }
    await expect(estimate(manifest, four)).rejects.toThrow(
      /tag estimator "tiny" gave 66\.25 for "red", expected a probability.*set outputs\.tags\.values to "logits"/,
    )
    const session: InferenceSession = {
      inputNames: ['data'],
      outputNames: ['means'],
      run: async () => ({ means: { data: new Float32Array(4).fill(Number.NaN), shape: [1, 4] } }),
      dispose: async () => {},
    }
    await expect(createTagEstimator({ manifest, session }).estimate(four, 'a')).rejects.toThrow(/gave NaN/)
  })

  it.each([new Uint8Array(), new TextEncoder().encode('<html>'), 'truncated'])(
    'names a damaged picture: %s',
    async (bytes) => {
      const picture = typeof bytes === 'string' ? (await encode(four)).subarray(0, 60) : bytes
      await expect(estimate(tinyManifest, picture)).rejects.toThrow(
        expect.objectContaining({ code: 'INVALID_DATA', message: expect.stringMatching(/^a\.png is /) }),
      )
    },
  )

  it.each<[string, Partial<TaggerManifest>, RegExp]>([
    ['input', { input: { ...input, name: 'images' } }, /its inputs are "data", expected "images" alone/],
    [
      'output',
      { outputs: { tags: { ...outputs.tags, name: 'prob' } } },
      /its outputs are "means", "flat", expected "prob" among them/,
    ],
    [
      'size of the input',
      { input: { ...input, resolution: 3 } },
      /it cannot be run with an input of shape \[1, 3, 3, 3\] \(/,
    ],
    [
      'size of the output',
      { outputs: { tags: { ...outputs.tags, size: 5 } } },
      /output "means" has 4 values for a picture, expected 5/,
    ],
  ])('refuses a model with another %s', async (_, change, message) => {
    const session = await openTinyEstimator()
    const work = async () =>
      createTagEstimator({ manifest: { ...tinyManifest, ...change }, session }).estimate(four, 'a')
    const error: unknown = await work().catch((reason: unknown) => reason)
    await session.dispose()
    if (!AnimeganError.isInstance(error)) throw error
    expect(error.code).toBe('INVALID_MANIFEST')
    expect(error.message).toMatch(message)
  })
})

describe('createFeatureExtractor', () => {
  it('says when there are no features', async () => {
    const session = await openTinyEstimator()
    const manifest = { ...tinyManifest, outputs: { tags: outputs.tags } }
    expect(() => createFeatureExtractor({ manifest, session })).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message: expect.stringContaining('"tiny" gives no features'),
      }),
    )
    await session.dispose()
  })
})

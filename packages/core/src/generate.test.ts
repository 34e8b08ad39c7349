import { describe, expect, it, vi } from 'vitest'
import { architecturePresets } from './architecture/presets.js'
import { toRgba } from './face.js'
import { planFaces } from './face-plan.js'
import { type GenerateOptions, generate } from './generate.js'
import type { InferenceSession, TensorValue } from './inference-session.js'
import { createRandom } from './sampling/random.js'
import { sampleAttributes } from './sampling/sample-attributes.js'
import { sampleLatent } from './sampling/sample-latent.js'
import { sampleTags } from './sampling/sample-tags.js'
import { animeTags, animeTagsWithYear } from './tags/anime-tags.js'
import { encodeCondition } from './tags/condition.js'
import { conditionSize } from './tags/tag-schema.js'
import type { WeightsManifest } from './weights-manifest.js'

const side = 4
const tags = animeTagsWithYear
const size = conditionSize(tags)
const manifest: WeightsManifest = {
  schema: 'animegan.weights/1',
  name: 'fake',
  version: '1.0.0',
  licence: 'MIT',
  architecture: { ...architecturePresets['tiny-32'].generator, conditionSize: size },
  tags,
  inputs: { latent: { name: 'latent', size: 128 }, condition: { name: 'condition', size } },
  output: { name: 'images', layout: 'NCHW', channels: 'RGB', range: [-1, 1], resolution: side },
  files: [],
  provenance: {},
  metrics: {},
}

/** Every pixel of a face is its latent's first number times its condition's last. */
function createFakeSession(answer?: Record<string, TensorValue>) {
  const batches: number[] = []
  const session: InferenceSession = {
    inputNames: ['latent', 'condition'],
    outputNames: ['images'],
    run: async ({ latent, condition }) => {
      const count = latent!.shape[0]!
      batches.push(count)
      expect([latent!.shape, condition!.shape]).toEqual([
        [count, 128],
        [count, size],
      ])
      const data = new Float32Array(count * 3 * side * side)
      for (let i = 0; i < count; i++) {
        const value = latent!.data[i * 128]! * condition!.data[i * size + size - 1]!
        data.fill(value, i * 3 * side * side, (i + 1) * 3 * side * side)
      }
      return answer ?? { images: { data, shape: [count, 3, side, side] } }
    },
    dispose: async () => {},
  }
  return { session, batches }
}

const draw = (options?: GenerateOptions) => generate(createFakeSession().session, manifest, options)

describe('generate', () => {
  it('draws one face of seed 0 by default', async () => {
    const [face, ...others] = await draw()
    expect(others).toEqual([])
    expect(face).toMatchObject({ seed: 0, width: side, height: side })
    expect(face?.latent).toEqual(sampleLatent(createRandom(0, 'latent'), 128))
    expect(face?.tags).toEqual(sampleTags(tags, createRandom(0, 'tags')))
    const attributes = sampleAttributes(tags, createRandom(0, 'attributes'))
    expect(face?.attributes).toEqual(attributes)
    expect(face?.condition).toEqual(encodeCondition(tags, { tags: face?.tags ?? [], attributes }))
    expect(face?.pixels).toHaveLength(3 * side * side)
  })

  it('keeps fixed tags on or off, by id or label, and draws the others by the seed', async () => {
    const [free] = await draw({ seed: 3 })
    const [face] = await draw({ seed: 3, fixed: { 眼鏡: true, 'pink hair': true, blush: false } })
    const fixed = new Set(['glasses', 'pink-hair', 'blush'])
    const others = (ids: string[] = []) => ids.filter((id) => !fixed.has(id) && !id.endsWith('-hair'))
    expect(face?.tags).toEqual(expect.arrayContaining(['glasses', 'pink-hair']))
    expect(face?.tags).not.toContain('blush')
    expect(others(face?.tags)).toEqual(others(free?.tags))
    expect(face?.latent).toEqual(free?.latent)
    await expect(draw({ fixed: { 'pink hair': true, 'red-hair': true } })).rejects.toThrow('contradict')
    await expect(draw({ fixed: { hair: false } })).rejects.toThrow('unknown tag "hair"')
    await expect(draw({ fixed: {}, tags: 'smile' })).rejects.toThrow('either these or tags, got both')
  })

  it.each([1, 2, 3, 7, 50])('draws the same faces in batches of %d', async (batchSize) => {
    const options = { tags: 'smile', attributes: { year: 2017 }, truncation: 0.8, count: 7 }
    const { session, batches } = createFakeSession()
    const faces = await generate(session, manifest, { ...options, seed: 5, batchSize })
    expect(batches).toEqual([
      ...Array(Math.floor(7 / batchSize)).fill(batchSize),
      ...(7 % batchSize ? [7 % batchSize] : []),
    ])
    expect(faces.map(({ seed }) => seed)).toEqual([5, 6, 7, 8, 9, 10, 11])
    const [alone] = await draw({ ...options, seed: 8, count: 1 })
    expect(faces[3]).toEqual(alone)
    expect(new Set(faces.map(({ pixels }) => pixels[0])).size).toBe(7)
  })

  it('keeps given tags and completes hair and eyes by the seed', async () => {
    for (const given of ['smile, blonde hair', ['smile', 'blonde-hair']]) {
      const faces = await draw({ tags: given, seeds: [3, 900, 2 ** 40] })
      for (const face of faces) {
        expect(face.tags.slice(0, 2)).toEqual(['blonde-hair', 'smile'])
        expect(face.tags[2]).toMatch(/-eyes$/)
        expect(face.tags).toHaveLength(3)
      }
      expect(faces.map(({ seed }) => seed)).toEqual([3, 900, 2 ** 40])
    }
  })

  it('draws the year by a stream of its own: the face of a seed is the same person in weights without one', async () => {
    const plain = { ...manifest, tags: animeTags }
    const dated = planFaces(manifest, { seed: 7, count: 40 })
    const undated = planFaces(
      { ...plain, inputs: { ...plain.inputs, condition: { ...plain.inputs.condition, size: 34 } } },
      { seed: 7, count: 40 },
    )
    for (const [i, face] of dated.entries()) {
      expect(face.latent).toEqual(undated[i]?.latent)
      expect(face.tags).toEqual(undated[i]?.tags)
      expect(face.condition.slice(0, 34)).toEqual(undated[i]?.condition)
      expect(face.attributes.year).toBeGreaterThanOrEqual(2003)
      expect(face.attributes.year).toBeLessThan(2017)
      expect(undated[i]?.attributes).toEqual({})
    }
    const [given] = planFaces(manifest, { seed: 7, attributes: { year: 2020.5 } })
    expect(given?.attributes).toEqual({ year: 2020.5 })
    expect(given?.condition.at(-1)).toBe(1.5)
  })

  it('draws plans, and refuses those of other weights', async () => {
    const plans = planFaces(manifest, { seed: 4, count: 3 })
    expect(await draw({ plans, batchSize: 2 })).toEqual(await draw({ seed: 4, count: 3 }))
    const foreign = [{ ...plans[0]!, condition: new Float32Array(34) }]
    await expect(draw({ plans: foreign })).rejects.toThrow(
      'plans: weights "fake" take latent and condition of 128 and 35 numbers, got 128 and 34',
    )
  })

  it('takes vectors instead of seeds', async () => {
    const latents = sampleLatent(createRandom(1), 2 * 128)
    const conditions = new Float32Array(2 * size).fill(-1)
    conditions.set(encodeCondition(tags, { tags: ['red-hair'] }), size)
    const both = await draw({ latents, conditions })
    expect(both.map(({ seed, tags }) => ({ seed, tags }))).toEqual([
      { seed: undefined, tags: [] },
      { seed: undefined, tags: ['red-hair'] },
    ])
    expect(both[1]?.latent).toEqual(latents.slice(128))
    const moved = await draw({ latents, seed: 4 })
    expect(moved.map(({ seed }) => seed)).toEqual([4, 5])
    const fixed = await draw({ conditions, seeds: [8, 8] })
    expect(fixed[0]?.latent).toEqual(fixed[1]?.latent)
  })

  it('reports progress', async () => {
    const onProgress = vi.fn()
    await draw({ count: 5, batchSize: 2, onProgress })
    expect(onProgress.mock.calls.map(([progress]) => progress)).toEqual([
      { done: 2, total: 5 },
      { done: 4, total: 5 },
      { done: 5, total: 5 },
    ])
  })

  it('stops between batches when aborted', async () => {
    const signal = { aborted: false, reason: new Error('enough') }
    const { session, batches } = createFakeSession()
    const stopAtTwo = ({ done }: { done: number }) => {
      signal.aborted = done === 2
    }
    await expect(
      generate(session, manifest, { count: 5, batchSize: 1, signal, onProgress: stopAtTwo }),
    ).rejects.toMatchObject({
      code: 'ABORTED',
      cause: signal.reason,
    })
    expect(batches).toEqual([1, 1])
  })

  it.each<[GenerateOptions, string]>([
    [{ count: 0 }, 'count: expected an integer from 1, got 0'],
    [{ count: -4 }, 'count: expected an integer from 1, got -4'],
    [{ batchSize: 0 }, 'batchSize: expected an integer from 1, got 0'],
    [{ seed: -1 }, 'seed: expected an integer from 0 to 2^53 - 1, got -1'],
    [{ seed: Number.MAX_SAFE_INTEGER, count: 2 }, 'seed: expected an integer from 0'],
    [{ seeds: [1, 1.5] }, 'seed: expected an integer from 0 to 2^53 - 1, got 1.5'],
    [{ seeds: [] }, 'seeds: expected at least one'],
    [{ seed: 1, seeds: [1] }, 'seed and seeds: expected one of them'],
    [{ seeds: [1, 2], count: 3 }, 'seeds: expected 3, one for each face, got 2'],
    [{ latents: new Float32Array(256), count: 3 }, 'latents: expected 3, one for each face, got 2'],
    [{ latents: new Float32Array(256), conditions: new Float32Array(size) }, 'conditions: expected 2'],
    [{ latents: new Float32Array(100) }, 'latents: expected 128 numbers for each face, got 100 in all'],
    [{ conditions: new Float32Array(0) }, `conditions: expected ${size} numbers for each face, got 0 in all`],
    [
      { latents: new Float32Array(128).fill(Number.NaN, 7) },
      'latents: expected finite numbers, got NaN at 7',
    ],
    [{ conditions: new Float32Array(size), tags: 'smile' }, 'conditions: expected either these or tags'],
    [{ tags: 'smlie' }, 'did you mean "smile"?'],
    [{ tags: ['red hair', 'blue hair'] }, 'contradict each other'],
    [{ attributes: { age: 17 } }, 'no attribute "age"; it has: "year"'],
    [{ attributes: { year: 2021 } }, 'attribute "year": expected a number from 1999.5 to 2020.5'],
    [{ truncation: 0 }, 'truncation: expected a number above 0, got 0'],
  ])('refuses what cannot be drawn before it runs anything: %#', async (options, message) => {
    const { session, batches } = createFakeSession()
    const failure = generate(session, manifest, options)
    await expect(failure).rejects.toThrow(message)
    await expect(failure).rejects.toMatchObject({ name: 'InvalidInputError' })
    expect(batches).toEqual([])
  })

  it.each<[Record<string, TensorValue>, string]>([
    [
      { images: { data: new Float32Array(3), shape: [1, 3, 1, 1] } },
      'got Float32Array of shape [1, 3, 1, 1]',
    ],
    [{ images: { data: new Uint8Array(48), shape: [1, 3, 4, 4] } }, 'got Uint8Array of shape [1, 3, 4, 4]'],
    [{ logits: { data: new Float32Array(1), shape: [1] } }, 'got outputs logits'],
    [{}, 'got outputs none'],
  ])('refuses a session that answers otherwise: %#', async (answer, message) => {
    const failure = generate(createFakeSession(answer).session, manifest)
    await expect(failure).rejects.toThrow(message)
    await expect(failure).rejects.toMatchObject({ name: 'AnimeganError', code: 'INVALID_SHAPE' })
  })
})

describe('toRgba', () => {
  it('interleaves the planes, rounds and clamps', () => {
    const pixels = Float32Array.of(-1, 1, 0, 0.5, -2, 3)
    expect([...toRgba({ pixels, width: 2, height: 1 })]).toEqual([0, 128, 0, 255, 255, 191, 255, 255])
  })
})

import { createHash } from 'node:crypto'
import {
  type InferenceSession,
  parseWeightsManifest,
  type TensorValue,
  type WeightsManifest,
} from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { describe, expect, it } from 'vitest'
import { drawLessons, studentConfig } from './distillation.js'
import { exportGenerator } from './export/export-generator.js'
import { initialiseParameters } from './parameters.js'
import { fingerprintData } from './run/data-check.js'
import { tinyConfig, tinySrresnet } from './testing/tiny-config.js'
import { Trainer } from './trainer.js'
import type { TrainingData } from './training-batch.js'
import { initialState } from './training-state.js'

/** The manifest of weights with the tiny tags. */
function manifestOf(architecture: WeightsManifest['architecture']): WeightsManifest {
  return parseWeightsManifest(
    {
      schema: 'animegan.weights/1',
      name: 'teacher',
      version: '1.0.0',
      licence: 'MIT',
      architecture,
      tags: tinyConfig.tags,
      inputs: {
        latent: { name: 'latent', size: architecture.latentSize },
        condition: { name: 'condition', size: architecture.conditionSize },
      },
      output: {
        name: 'images',
        layout: 'NCHW',
        channels: 'RGB',
        range: [-1, 1],
        resolution: architecture.resolution,
      },
      files: [{ dtype: 'fp32', path: 'model.onnx', bytes: 1, sha256: '0'.repeat(64) }],
      provenance: {},
      metrics: {},
    },
    'test',
  )
}

/** A teacher whose red is its first latent's sign, whose green the first tag, and whose blue grows with y. */
const painter: InferenceSession = {
  inputNames: ['latent', 'condition'],
  outputNames: ['images'],
  async run(feeds) {
    const [latent, condition] = [feeds.latent as TensorValue, feeds.condition as TensorValue]
    const count = latent.shape[0]!
    const data = new Float32Array(count * 3 * 16 * 16)
    for (let i = 0; i < data.length; i++) {
      const [picture, c, y] = [Math.floor(i / 768), Math.floor(i / 256) % 3, Math.floor(i / 16) % 16]
      data[i] =
        c === 0 ? Math.sign(latent.data[picture * 5]!) : c === 1 ? condition.data[picture * 7]! : y / 8 - 1
    }
    return { images: { data, shape: [count, 3, 16, 16] } }
  },
  async dispose() {},
}

const digest = ({ images }: TrainingData) => createHash('sha256').update(images).digest('hex')

describe('drawLessons', () => {
  const manifest = manifestOf(tinySrresnet)
  const options = { count: 7, seed: 3, resolution: 8, batchSize: 3 }

  it('keeps what each picture was drawn from, and shrinks by averaging', async () => {
    const lessons = await drawLessons(painter, manifest, options)
    expect(lessons).toMatchObject({ size: 7, resolution: 8 })
    for (let i = 0; i < 7; i++) {
      const pixels = lessons.images.subarray(i * 192, (i + 1) * 192)
      expect(pixels[0]).toBe(lessons.latents![i * 5]! > 0 ? 255 : 0)
      expect(pixels[1]).toBe(lessons.conditions[i * 7]! > 0 ? 255 : 0)
      // Rows 2y and 2y + 1 have the mean (4y + 1) / 16 - 1.
      expect([0, 5].map((y) => pixels[y * 24 + 2])).toEqual([1, 21].map((k) => Math.round((k / 16) * 127.5)))
    }
  })

  it('follows from the seed, whatever the batches', async () => {
    const [first, again, other] = await Promise.all([
      drawLessons(painter, manifest, options),
      drawLessons(painter, manifest, { ...options, batchSize: 7 }),
      drawLessons(painter, manifest, { ...options, seed: 4 }),
    ])
    expect(again).toEqual(first)
    expect(digest(other)).not.toBe(digest(first))
  })

  it('are other data with other latents', async () => {
    const lessons = await drawLessons(painter, manifest, options)
    const latents = lessons.latents!.map((value) => -value)
    expect(fingerprintData({ ...lessons, latents })).not.toBe(fingerprintData(lessons))
  })

  it('stops when told', async () => {
    const signal = { aborted: true } as AbortSignal
    await expect(drawLessons(painter, manifest, { ...options, signal })).rejects.toThrow('after 0 of 7')
  })
})

describe('a student', () => {
  it('comes nearer to its teacher', { timeout: 60_000 }, async () => {
    const teacherParameters = initialiseParameters(tinySrresnet, 99, 'kaiming')
    const session = await createSession(exportGenerator(tinySrresnet, teacherParameters, 'float32'), {
      device: 'cpu',
      threads: 1,
    })
    const manifest = manifestOf(tinySrresnet)
    const lessons = await drawLessons(session, manifest, { count: 60, seed: 1, resolution: 16 })
    await session.dispose()
    const recipe = { ...tinyConfig, batchSize: 6, adam: { ...tinyConfig.adam, learningRate: 5e-3 } }
    const config = studentConfig(recipe, manifest, { adversarialFrom: 1000 })
    await using trainer = await Trainer.create(
      config,
      lessons,
      { state: initialState(config), step: 0 },
      createSession,
      { device: 'cpu', threads: 1 },
    )
    const distances: number[] = []
    for (let i = 0; i < 120; i++) distances.push((await trainer.advance())['generator/pixel']!)
    const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length
    expect(mean(distances.slice(-10))).toBeLessThan(0.7 * mean(distances.slice(0, 10)))
  })

  it('takes latent and tags from the teacher, and a side that divides its', () => {
    const teacher = manifestOf({ ...tinySrresnet, latentSize: 9, resolution: 64 })
    const config = studentConfig(tinyConfig, teacher)
    expect(config.generator).toMatchObject({ latentSize: 9, conditionSize: 7, resolution: 16 })
    expect(config).toMatchObject({ flip: false, distillation: { adversarialFrom: 2000 } })
    expect(() =>
      studentConfig({ ...tinyConfig, generator: { ...tinySrresnet, resolution: 128 } }, teacher),
    ).toThrow('The teacher draws pictures of side 64, the student of tiny-32 of side 128')
  })
})

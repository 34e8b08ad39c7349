import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listParameters, parseTaggerManifest } from '@animegan/core'
import { createSession } from '@animegan/runtime-node'
import { setBackend, type Tensor4D, tensor, tidy, transpose } from '@tensorflow/tfjs'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { largestDifference } from '../testing/compare-runners.js'
import { randomArray } from '../testing/random-array.js'
import { tinyData } from '../testing/tiny-config.js'
import { tinyTagger } from '../testing/tiny-tagger.js'
import { exportTagger } from './export-tagger.js'
import { tagProbabilities } from './tag-probabilities.js'
import { gatherBatch } from './tagger-batch.js'
import { applyTagger } from './tagger-network.js'
import { evaluateTagger, reportTags } from './tagger-report.js'
import { type TaggerPrecision, taggerStorages, writeTagger } from './write-tagger.js'

beforeAll(async () => {
  await setBackend('cpu')
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-tagger-'))
})
afterEach(() => rm(folder, { recursive: true }))

const { network, tags: schema } = tinyTagger
const data = tinyData(12)
const parameters = Object.fromEntries(
  listParameters(network).map(({ name, shape }, i) => [
    name,
    randomArray(
      shape.reduce((a, b) => a * b),
      i,
      0.4,
    ),
  ]),
)
const everywhere = Uint32Array.from({ length: data.size }, (_, i) => i)
const models = Object.fromEntries(
  Object.entries(taggerStorages).map(([dtype, storage]) => [
    dtype,
    exportTagger(network, schema, parameters, storage),
  ]),
) as Record<TaggerPrecision, Uint8Array>
const open = (dtype: TaggerPrecision) => createSession(models[dtype], { device: 'cpu', threads: 1 })

describe('exportTagger', () => {
  it.each([
    ['fp32', 1e-5],
    ['fp16', 5e-3],
  ] as const)('%s says what the network says, for any number of pictures', async (dtype, tolerance) => {
    const session = await open(dtype)
    expect([session.inputNames, session.outputNames]).toEqual([['images'], ['tags', 'features']])
    for (const count of [1, 5]) {
      const { images } = gatherBatch(data, everywhere.subarray(0, count))
      const outputs = await session.run({ images })
      const expected = tidy(() => {
        const weights = Object.fromEntries(
          listParameters(network).map(({ name, shape }) => [name, tensor(parameters[name]!, shape)]),
        )
        const x = transpose(tensor(images.data as Float32Array, [...images.shape] as [number]), [0, 2, 3, 1])
        const { features, logits } = applyTagger(network, weights, x as unknown as Tensor4D)
        return { tags: tagProbabilities(schema, logits).dataSync(), features: features.dataSync() }
      })
      expect(outputs.tags!.shape).toEqual([count, 7])
      expect(outputs.features!.shape).toEqual([count, 9])
      for (const name of ['tags', 'features'] as const) {
        expect(largestDifference(outputs[name]!.data, expected[name]), name).toBeLessThan(tolerance)
      }
    }
    await session.dispose()
  })
})

describe('evaluateTagger', () => {
  it('gives the same whatever the batch size, and what its numbers give', async () => {
    const session = await open('fp32')
    const whole = await evaluateTagger(session, data, everywhere)
    const done: number[] = []
    const parts = await evaluateTagger(session, data, everywhere, {
      batchSize: 5,
      onProgress: (progress) => done.push(progress.done),
    })
    expect(done).toEqual([5, 10, 12])
    expect(parts).toEqual(whole)
    const outputs = await session.run({ images: gatherBatch(data, everywhere).images })
    expect(whole).toEqual(reportTags(schema, outputs.tags!.data, data.conditions))
    await session.dispose()
  })
})

describe('reportTags', () => {
  it('averages over the tags that some picture has', () => {
    const two = { ...schema, tags: schema.tags.slice(0, 3) }
    const report = reportTags(two, [0.9, 0.2, 0.1, 0.4, 0.7, 0.3], [1, 1, -1, -1, -1, -1])
    expect(report).toMatchObject({
      pictures: 2,
      meanAveragePrecision: (1 + 0.5) / 2,
      lowest: { id: 'light', averagePrecision: 0.5 },
      tags: [
        { id: 'dark', support: 1, averagePrecision: 1, precision: 1, recall: 1, f1: 1 },
        { id: 'light', support: 1, averagePrecision: 0.5, precision: 0, recall: 0, f1: 0 },
        { id: 'red', support: 0, averagePrecision: null, precision: null, recall: null, f1: null },
      ],
    })
    const nothing = reportTags(two, [0.9, 0.2, 0.1], [-1, -1, -1])
    expect(nothing).toMatchObject({ meanAveragePrecision: null, lowest: null })
  })
})

describe('writeTagger', () => {
  it('writes models, a report and a valid manifest with the right sums', async () => {
    const report = reportTags(schema, new Float32Array(14).fill(0.5), data.conditions.subarray(0, 14))
    const description = { name: 'tiny', licence: 'CC0-1.0', provenance: { seed: 3 } }
    const written = await writeTagger({ out: folder, config: tinyTagger, models, report, description })
    expect((await readdir(folder)).sort()).toEqual([
      'manifest.json',
      'report.json',
      'tagger-fp16.onnx',
      'tagger-fp32.onnx',
    ])
    const readJson = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8'))
    expect(parseTaggerManifest(await readJson('manifest.json'), 'm')).toEqual(written)
    expect(await readJson('report.json')).toEqual(report)
    expect(written).toMatchObject({ name: 'tiny', licence: 'CC0-1.0', metrics: { heldOutPictures: 2 } })
    const measured = report.tags.filter(({ averagePrecision }) => averagePrecision !== null)
    expect(written.metrics.averagePrecision).toEqual(
      Object.fromEntries(measured.map(({ id, averagePrecision }) => [id, averagePrecision])),
    )
    for (const { path, bytes, sha256 } of written.files) {
      const file = await readFile(join(folder, path))
      expect([file.length, createHash('sha256').update(file).digest('hex')]).toEqual([bytes, sha256])
    }
  })
})

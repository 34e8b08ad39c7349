import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { animeTags, generate, type InferenceSession, toRgba } from '@animegan/core'
import { createGenerator, decodePng } from '@animegan/runtime-node'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runItemStage } from '../stages/run-item-stage.js'
import { createImportGeneratedStage, type ImportGeneratedOptions } from './import-generated.js'

let folder: string
let options: ImportGeneratedOptions
let generator: Awaited<ReturnType<typeof createGenerator>>
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-generated-'))
  await writeTinyWeights(join(folder, 'weights'))
  generator = await createGenerator({ weights: join(folder, 'weights'), device: 'cpu' })
  const session: InferenceSession = {
    inputNames: ['latent', 'condition'],
    outputNames: ['images'],
    run: async ({ latent, condition }) => {
      const [face] = await generator.generate({
        latents: latent!.data as Float32Array,
        conditions: condition!.data as Float32Array,
      })
      return { images: { data: face!.pixels, shape: [1, 3, face!.height, face!.width] } }
    },
    dispose: async () => {},
  }
  options = { manifest: generator.manifest, modelSha256: 'a'.repeat(64), session, count: 5, seed: 3 }
})
afterEach(async () => {
  await generator.dispose()
  await rm(folder, { recursive: true, force: true })
})

const run = (more: Partial<ImportGeneratedOptions> = {}) =>
  runItemStage(createImportGeneratedStage({ ...options, ...more }), [], {
    folder,
    journal: join(folder, 'journal'),
  })

test('makes a record of each face that the model draws, with what it was asked', async () => {
  const { records, rejects } = await run({ truncation: 0.8 })
  expect(rejects).toEqual([])
  const faces = await generate(options.session, options.manifest, { seed: 3, count: 5, truncation: 0.8 })
  for (const [i, face] of faces.entries()) {
    const record = records[i]!
    expect(record).toMatchObject({
      ...{ seed: 3 + i, tags: face.tags, asked: face.tags, split: 'train', source: 'tiny' },
      ...{ width: 8, height: 8, origin: { name: `tiny 1.0.0, seed ${3 + i}` } },
    })
    const { data } = decodePng(await readFile(join(folder, record.file_name)))
    expect(Array.from(data)).toEqual(Array.from(toRgba(face)))
  }
})

test('has fixed tags in all pictures, and others by the seed', async () => {
  const { records } = await run({ fixed: { glasses: true, 'blue hair': false }, source: 'teacher' })
  for (const { tags, source } of records) {
    expect(tags).toContain('glasses')
    expect(tags).not.toContain('blue-hair')
    expect(source).toBe('teacher')
  }
  expect(new Set(records.map(({ tags }) => tags.join())).size).toBeGreaterThan(1)
})

test('leaves out what the model does not draw as its manifest says', async () => {
  const images = { data: new Float32Array(3), shape: [1, 3, 1, 1] }
  const session = { ...options.session, run: async () => ({ images }) }
  const { records, rejects } = await run({ session, count: 2 })
  expect(records).toEqual([])
  expect(rejects[0]).toMatchObject({
    ...{ name: 'tiny 1.0.0, seed 3', stage: 'import', reason: 'not-drawn' },
    detail: expect.stringContaining('expected output "images"'),
  })
})

test('knows tags that the weights lack', async () => {
  expect(animeTags.tags.some(({ id }) => id === 'wings')).toBe(false)
  await expect(run({ fixed: { wings: true } })).rejects.toThrow('unknown tag "wings"')
})

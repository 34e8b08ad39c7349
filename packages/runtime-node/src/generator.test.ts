import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { recordPicture } from '@animegan/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createGenerator } from './generator.js'
import { readPictureRecord } from './picture-record.js'
import { encodePng } from './png.js'
import { drawSheet } from './sheet.js'
import { tinyResolution, writeTinyWeights } from './testing/tiny-weights.js'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-generator-'))
  await writeTinyWeights(folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('draws a sheet that says how it was made, the same each time', async () => {
  const draw = async () => {
    const generator = await createGenerator({ weights: folder, device: 'cpu' })
    const faces = await generator.generate({ tags: 'blonde hair, smile', seed: 7, count: 4 })
    const text = recordPicture({ faces, weights: generator.weights, settings: { truncation: 1 }, columns: 2 })
    await generator.dispose()
    await generator.dispose()
    return encodePng(drawSheet(faces, { columns: 2 }), { text })
  }
  const png = await draw()
  const record = readPictureRecord(png)!
  expect(record.weights).toMatchObject({ name: 'tiny', version: '1.0.0', dtype: 'fp32' })
  expect(record).toMatchObject({ schema: 'animegan.picture/1', columns: 2, settings: { truncation: 1 } })
  expect(record.faces.map(({ seed }) => seed)).toEqual([7, 8, 9, 10])
  expect(record.faces[0]!.tags).toEqual(expect.arrayContaining(['blonde-hair', 'smile']))
  expect(await draw()).toEqual(png)
})

test('gives the same face in every batch', async () => {
  const generator = await createGenerator({ weights: folder, device: 'cpu', dtype: 'int8' })
  const one = await generator.generate({ seed: 3 })
  const many = await generator.generate({ seed: 1, count: 5, batchSize: 5 })
  await generator.dispose()
  expect(one[0]!.pixels).toHaveLength(3 * tinyResolution ** 2)
  const distance = Math.max(...one[0]!.pixels.map((value, i) => Math.abs(value - many[2]!.pixels[i]!)))
  expect(distance).toBeLessThan(1e-5)
})

test('stops when aborted, before loading and between faces', async () => {
  await expect(createGenerator({ weights: folder, signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'ABORTED',
  })
  const generator = await createGenerator({ weights: folder, device: 'cpu' })
  const controller = new AbortController()
  const seen: number[] = []
  const onProgress = ({ done }: { done: number }) => {
    seen.push(done)
    if (done === 2) controller.abort()
  }
  const options = { count: 5, batchSize: 1, signal: controller.signal, onProgress }
  await expect(generator.generate(options)).rejects.toMatchObject({ code: 'ABORTED' })
  await generator.dispose()
  expect(seen).toEqual([1, 2])
})

test('a PNG of another program holds no record', () => {
  const png = encodePng({ width: 1, height: 1, data: new Uint8Array(4) }, { text: { animegan: 'not JSON' } })
  expect(readPictureRecord(png)).toBeUndefined()
})

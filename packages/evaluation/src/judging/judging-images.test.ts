import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { animeTags, type FacePlan, type WeightsManifest } from '@animegan/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type DrawJudgingImagesOptions, drawJudgingImages } from './judging-images.js'
import { readJudgingSettings } from './judging-settings.js'

const manifest = {
  tags: animeTags,
  inputs: { latent: { name: 'latent', size: 8 }, condition: { name: 'condition', size: 34 } },
} as WeightsManifest
const model = { name: 'tiny', version: '1.0.0', dtype: 'fp32', sha256: 'a'.repeat(64) }

let folder: string
let drawn: FacePlan[]
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'animegan-judging-')), 'judged')
  drawn = []
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const draw = (options: Partial<DrawJudgingImagesOptions> = {}) =>
  drawJudgingImages(folder, {
    manifest,
    model,
    draw: async (plans) => {
      drawn.push(...plans)
      return plans.map(({ seed }) => Buffer.from(`image of seed ${seed}`))
    },
    ...options,
  })
const read = (path: string) => readFile(join(folder, path), 'utf8')

it('draws what is asked for, once', async () => {
  await draw({ tags: ['hat', 'smile'], images: 20, seed: 3 })
  expect(drawn).toHaveLength(40)
  expect(drawn.slice(0, 20).every(({ tags }) => tags.includes('smile'))).toBe(true)
  expect(await read('images/smile/0001.png')).toBe(`image of seed ${drawn[0]!.seed}`)
  expect(await read('images/hat/0020.png')).toBe(`image of seed ${drawn[39]!.seed}`)
  await draw()
  expect(drawn).toHaveLength(40)
})

it('goes on where it was stopped, with the same images', async () => {
  await draw({ tags: ['hat'], images: 20 })
  const [first, last] = [await read('images/hat/0001.png'), await read('images/hat/0020.png')]
  await rm(folder, { recursive: true })
  const stop = new AbortController()
  const stopping = draw({
    ...{ tags: ['hat'], images: 20, signal: stop.signal },
    onProgress: ({ done }) => done > 0 && stop.abort(),
  })
  await expect(stopping).rejects.toMatchObject({ code: 'ABORTED' })
  const before = await stat(join(folder, 'images/hat/0001.png'))
  await draw()
  expect(await read('images/hat/0001.png')).toBe(first)
  expect(await read('images/hat/0020.png')).toBe(last)
  expect((await stat(join(folder, 'images/hat/0001.png'))).ino).toBe(before.ino)
})

it('takes more images and other tags, and leaves the first as they are', async () => {
  await draw({ tags: ['hat'], images: 2 })
  const first = await read('images/hat/0002.png')
  await draw({ tags: ['hat', 'smile'], images: 3 })
  expect(drawn).toHaveLength(6)
  expect(await read('images/hat/0002.png')).toBe(first)
  expect(await readJudgingSettings(folder)).toMatchObject({
    model,
    seed: 0,
    images: 3,
    asked: ['smile', 'hat'],
  })
})

it('refuses another model, seed or truncation, and a folder of something else', async () => {
  await draw({ tags: ['hat'], images: 1 })
  const other = { ...model, sha256: 'b'.repeat(64) }
  await expect(draw({ model: other })).rejects.toMatchObject({
    code: 'INVALID_OPTION',
    message:
      `${folder} holds images of tiny 1.0.0 (fp32, SHA-256 aaaaaaaaaaaa), seed 0, no truncation, and asked for are ` +
      'those of tiny 1.0.0 (fp32, SHA-256 bbbbbbbbbbbb), seed 0, no truncation; choose another folder for them',
  })
  await expect(draw({ seed: 1 })).rejects.toThrow(/seed 0, .* seed 1, /)
  await expect(draw({ truncation: 0.7 })).rejects.toThrow(/no truncation, .* truncation 0.7;/)
  expect(drawn).toHaveLength(1)

  folder = join(folder, '..', 'photos')
  await mkdir(folder)
  await writeFile(join(folder, 'cat.png'), '')
  await expect(draw({ images: 1 })).rejects.toThrow(`${folder} holds other things (cat.png)`)
})

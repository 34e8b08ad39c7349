import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRandom } from '@animegan/core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PictureStore } from './picture-store.js'

let root: string
let store: PictureStore
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-pictures-'))
  await mkdir(join(root, 'data', 'folder'), { recursive: true })
  const random = createRandom(1)
  const pixels = Buffer.from(Array.from({ length: 600 * 300 * 3 }, () => random.uniform() * 256))
  const large = sharp(pixels, { raw: { width: 600, height: 300, channels: 3 } })
  const small = await sharp(pixels.subarray(0, 48), { raw: { width: 4, height: 4, channels: 3 } })
    .png()
    .toBuffer()
  await writeFile(join(root, 'outside.png'), small)
  await large
    .clone()
    .png()
    .toFile(join(root, 'data', 'large.png'))
  await large
    .clone()
    .tiff()
    .toFile(join(root, 'data', 'scan.png'))
  await writeFile(join(root, 'data', 'small.jpg'), small)
  await writeFile(join(root, 'data', 'page.html'), '<script>alert(1)</script>')
  await writeFile(
    join(root, 'data', 'drawing.svg'),
    '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>',
  )
  await symlink('../outside.png', join(root, 'data', 'link.png'))
  await symlink('..', join(root, 'data', 'up'))
  await symlink('small.jpg', join(root, 'data', 'inside.png'))
  store = new PictureStore(join(root, 'data'))
})
afterAll(() => rm(root, { recursive: true }))

it('gives a picture as it is, by its bytes rather than its name', async () => {
  expect(await store.readPicture('small.jpg')).toMatchObject({ type: 'image/png' })
  expect(await store.readThumbnail('small.jpg')).toEqual(await store.readPicture('small.jpg'))
  expect(await store.readPicture('inside.png')).toEqual(await store.readPicture('small.jpg'))
  expect(await store.readPicture('large.png')).toMatchObject({ type: 'image/png' })
})

it('makes thumbnails of large ones, once', async () => {
  const first = await store.readThumbnail('large.png')
  expect(first?.type).toBe('image/webp')
  expect(await sharp(first?.bytes).metadata()).toMatchObject({ width: 384, height: 192 })
  expect(await store.readThumbnail('large.png')).toBe(first)
})

it('turns formats that browsers do not show into one that they do, and gives nothing that could run', async () => {
  expect(await store.readPicture('scan.png')).toMatchObject({ type: 'image/webp' })
  expect(await store.readPicture('page.html')).toBeUndefined()
  expect((await store.readPicture('drawing.svg'))?.type).not.toBe('image/svg+xml')
})

it('gives nothing from outside the folder, and nothing that is no file', async () => {
  for (const name of [
    '../outside.png',
    'link.png',
    'up/outside.png',
    'folder',
    'absent.png',
    '',
    'small.jpg\0',
  ]) {
    expect(await store.readPicture(name), name).toBeUndefined()
    expect(await store.readThumbnail(name), name).toBeUndefined()
  }
})

import { createRandom } from '@animegan/core'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { encodeCrop } from './encode-crop.js'

const side = 40
const random = createRandom(1)
const noise = Uint8Array.from({ length: side * side * 3 }, () => random.integer(256))
const ramp = Uint8Array.from({ length: side * side * 3 }, (_, i) => (i * 7) >> 3)

test.each([
  ['noise', noise],
  ['a ramp', ramp],
  ['black', new Uint8Array(side * side * 3)],
])('a PNG of %s gives the pixels back', async (_, rgb) => {
  const image = sharp(encodeCrop(rgb, side), { failOn: 'warning' })
  expect(await image.metadata()).toMatchObject({
    format: 'png',
    width: side,
    height: side,
    channels: 3,
    depth: 'uchar',
  })
  expect(new Uint8Array(await image.raw().toBuffer())).toEqual(rgb)
})

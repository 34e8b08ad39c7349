import { expect, test } from 'vitest'
import { decodePng, encodePng } from './png.js'

const picture = (alpha: number) => ({
  width: 3,
  height: 2,
  data: Uint8Array.from({ length: 24 }, (_, i) => (i % 4 === 3 ? alpha : i * 10)),
})

test.each([255, 128])('gives pixels back, alpha %d', (alpha) => {
  const decoded = decodePng(encodePng(picture(alpha)))
  expect(decoded).toMatchObject({ ...picture(alpha), text: {} })
})

test('stores opaque pictures without alpha', () => {
  const colourType = (bytes: Uint8Array): number | undefined => bytes[25]
  expect(colourType(encodePng(picture(255)))).toBe(2)
  expect(colourType(encodePng(picture(1)))).toBe(6)
})

test('keeps any text through JSON, and repeats its bytes', () => {
  const value = { tags: ['blonde-hair'], title: '金髪 "é" \u{1f600}' }
  const encode = () =>
    encodePng(picture(255), { text: { Software: 'AnimeGAN', record: JSON.stringify(value) } })
  const { text } = decodePng(encode())
  expect(text.Software).toBe('AnimeGAN')
  expect(text.record).toMatch(/^[ -~]*$/)
  expect(JSON.parse(text.record!)).toEqual(value)
  expect(encode()).toEqual(encode())
})

test('refuses data that does not fill the sides, and files that are no PNG or damaged', () => {
  expect(() => encodePng({ ...picture(255), width: 4 })).toThrow('4 x 2 needs 32 bytes of RGBA, but 24 came')
  expect(() => decodePng(new Uint8Array(9), 'a.png')).toThrow('a.png: not a PNG file')
  const damaged = encodePng(picture(255))
  damaged[50]! ^= 255
  expect(() => decodePng(damaged, 'a.png')).toThrow('a.png: damaged PNG file')
})

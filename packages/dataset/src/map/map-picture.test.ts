import { decode } from 'fast-png'
import { expect, test } from 'vitest'
import { drawMapPicture } from './map-picture.js'

const colors = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [9, 9, 9],
]
const thumbnails = {
  size: 4,
  pixels: colors.map((color) => Uint8Array.from({ length: 4 * 4 * 3 }, (_, i) => color[i % 3]!)),
}

const pixelsOf = (png: Uint8Array) => {
  const { data, width, channels } = decode(png)
  return (x: number, y: number) => [0, 1, 2].map((k) => data[(y * width + x) * channels + k])
}

test('fills a grid without gap or overlap', () => {
  const positions = Float32Array.from([0.25, 0.25, 0.75, 0.25, 0.25, 0.75, 0.75, 0.75])
  const at = pixelsOf(drawMapPicture({ thumbnails, positions, side: 20, margin: 0, thumbnail: 10 }))
  const corners = [0, 9, 10, 19]
  expect(
    corners.map((y) => corners.map((x) => colors.findIndex((color) => `${color}` === `${at(x, y)}`))),
  ).toEqual([
    [0, 0, 1, 1],
    [0, 0, 1, 1],
    [2, 2, 3, 3],
    [2, 2, 3, 3],
  ])
})

test('keeps pictures at the edge whole, draws later ones over earlier, and leaves the paper white', () => {
  const positions = Float32Array.from([0, 0, 1, 1, 0.5, 0.5, 0.55, 0.5])
  const at = pixelsOf(drawMapPicture({ thumbnails, positions, side: 50, margin: 5, thumbnail: 10 }))
  expect([at(0, 0), at(9, 9), at(49, 49), at(40, 40)]).toEqual([colors[0], colors[0], colors[1], colors[1]])
  expect([at(20, 25), at(25, 25), at(31, 25)]).toEqual([colors[2], colors[3], colors[3]])
  expect([at(11, 11), at(49, 0)]).toEqual([
    [255, 255, 255],
    [255, 255, 255],
  ])
})

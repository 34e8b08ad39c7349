import { expect, it } from 'vitest'
import { type Curve, type DrawCurvesOptions, drawCurves } from './draw-curves.js'
import type { RgbaPicture } from './figure-picture.js'

const curve = (label: string, ys: readonly number[]): Curve => ({
  label,
  points: ys.map((y, i) => ({ x: 500 * (i + 1), y })),
})
const curves = [curve('dcgan', [210, 150, 130]), curve('srresnet', [180, 110, 90])]
const draw = (options: Partial<DrawCurvesOptions> = {}) =>
  drawCurves({ xLabel: 'steps', yLabel: 'FID', curves, ...options })

/** Where the pixels of a colour are, at most and at least. */
function findColor({ data, width }: RgbaPicture, wanted: readonly number[]) {
  const places: { x: number; y: number }[] = []
  for (let i = 0; i < data.length; i += 4) {
    if (wanted.every((value, c) => data[i + c] === value))
      places.push({ x: (i / 4) % width, y: Math.floor(i / 4 / width) })
  }
  return places
}
const [blue, vermilion] = [
  [0, 114, 178],
  [213, 94, 0],
]

it('draws lower values lower, from left to right', () => {
  const [first] = [draw({ curves: [curves[0]!] })]
  const places = findColor(first!, blue!)
  const [left, right] = [Math.min(...places.map(({ x }) => x)), Math.max(...places.map(({ x }) => x))]
  const heightAt = (at: number) => Math.min(...places.filter(({ x }) => x === at).map(({ y }) => y))
  expect(right - left).toBeGreaterThan(800)
  expect(heightAt(left + 4)).toBeLessThan(heightAt(right - 4) - 200)
  expect(findColor(first!, vermilion!)).toEqual([])
})

it('draws each curve in a colour of its own, with a legend that wraps', () => {
  const picture = draw()
  expect(findColor(picture, blue!).length).toBeGreaterThan(1000)
  expect(findColor(picture, vermilion!).length).toBeGreaterThan(1000)
  const long = draw({
    curves: [1, 2, 3, 4].map((n) => curve(`${n} ${'a long name '.repeat(5)}`, [n, 2 * n])),
  })
  expect(long.height).toBeGreaterThan(picture.height + 20)
  expect(picture.width).toBe(long.width)
})

it('draws the same pixels again, a caption below, and a curve of one point', () => {
  const bytes = ({ data }: RgbaPicture) => new Uint8Array(data)
  expect(Buffer.compare(bytes(draw()), bytes(draw()))).toBe(0)
  expect(draw({ caption: 'Lower is better.' }).height).toBeGreaterThan(draw().height)
  expect(findColor(draw({ curves: [curve('one', [0])] }), blue!).length).toBeGreaterThan(30)
})

it('refuses what it cannot draw', () => {
  expect(() => draw({ curves: [] })).toThrow('curves: expected 1 to 6, but 0 came')
  expect(() => draw({ curves: [curve('dcgan', [])] })).toThrow('finite points for "dcgan", but none came')
  expect(() => draw({ curves: [curve('dcgan', [1, Number.NaN])] })).toThrow('but (1000, NaN) came')
})

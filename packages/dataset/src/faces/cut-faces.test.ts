import type { Mat } from '@techstark/opencv-js'
import { beforeAll, describe, expect, test } from 'vitest'
import { cropFace, planCrop } from './crop-face.js'
import { cutFaces } from './cut-faces.js'
import type { FaceBox } from './face-box.js'
import { measureQuality } from './face-quality.js'
import { type Cv, loadOpencv } from './opencv.js'

let cv: Cv

beforeAll(async () => {
  ;({ cv } = await loadOpencv())
})

type Color = readonly [red: number, green: number, blue: number]

/** A picture of which `paint` gives each pixel. */
function draw(width: number, height: number, paint: (x: number, y: number) => Color): Mat {
  const picture = new cv.Mat(height, width, cv.CV_8UC3)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) picture.data.set(paint(x, y), (y * width + x) * 3)
  }
  return picture
}

/** The pixel of a crop. */
const pixel = (crop: Mat, x: number, y: number): number[] => {
  const at = (y * crop.cols + x) * 3
  return [...crop.data.subarray(at, at + 3)]
}

/** Each pixel says where it is: red its column, green its row. */
const drawPlaces = (width: number, height: number): Mat => draw(width, height, (x, y) => [x, y, 0])
/** Squares of 4 pixels in two colours: as sharp as can be. */
const drawChecks = (a: Color, b: Color): Mat =>
  draw(200, 200, (x, y) => (((x >> 2) + (y >> 2)) % 2 === 0 ? a : b))

describe('a crop', () => {
  test('lies about the middle of the box', () => {
    expect(planCrop([100, 60, 40, 40], 1.5)).toEqual({ left: 90, top: 50, side: 60 })
    expect(planCrop([0, 0, 20, 10], 1.5)).toEqual({ left: -5, top: -10, side: 30 })
    expect(planCrop([10, 10, 25, 25], 1)).toEqual({ left: 10, top: 10, side: 25 })
  })

  test('has the pixels of its place', () => {
    const crop = cropFace(cv, drawPlaces(200, 200), { left: 30, top: 50, side: 100 }, 100)
    expect([pixel(crop, 0, 0), pixel(crop, 99, 99)]).toEqual([
      [30, 50, 0],
      [129, 149, 0],
    ])
  })

  test('repeats the edge where it leaves the picture', () => {
    const crop = cropFace(cv, drawPlaces(60, 40), { left: -10, top: -20, side: 90 }, 90)
    expect([pixel(crop, 0, 0), pixel(crop, 89, 89), pixel(crop, 0, 40), pixel(crop, 40, 89)]).toEqual([
      [0, 0, 0],
      [59, 39, 0],
      [0, 20, 0],
      [30, 39, 0],
    ])
  })

  test('is averaged over areas when it shrinks, and smooth when it grows', () => {
    const stripes = draw(120, 120, (x) => (x % 3 === 0 ? [240, 240, 240] : [0, 0, 0]))
    const small = cropFace(cv, stripes, { left: 0, top: 0, side: 120 }, 40)
    expect(new Set(small.data)).toEqual(new Set([80]))
    const large = cropFace(cv, drawPlaces(200, 200), { left: 20, top: 20, side: 50 }, 100)
    const row = Array.from({ length: 100 }, (_, x) => pixel(large, x, 50)[0]!)
    expect(row.every((value, x) => x === 0 || value >= row[x - 1]!)).toBe(true)
    expect(new Set(row).size).toBeGreaterThan(45)
  })
})

describe('quality', () => {
  test('sharpness falls with every blur', () => {
    const sharp = cropFace(cv, drawChecks([255, 0, 0], [0, 0, 255]), { left: 0, top: 0, side: 128 }, 128)
    const blurred = new cv.Mat()
    cv.GaussianBlur(sharp, blurred, new cv.Size(0, 0), 2)
    const values = [sharp, blurred].map((crop) => measureQuality(cv, crop).sharpness)
    expect(values[0]).toBeGreaterThan(1000)
    expect(values[1]).toBeLessThan(values[0]! / 50)
    expect(
      measureQuality(
        cv,
        draw(128, 128, () => [9, 9, 9]),
      ),
    ).toEqual({ sharpness: 0, saturation: 0 })
  })

  test('saturation is 0 for greys and 1 for pure colours', () => {
    const saturationOf = (color: Color) =>
      measureQuality(
        cv,
        draw(128, 128, () => color),
      ).saturation
    expect([saturationOf([90, 90, 90]), saturationOf([255, 0, 0]), saturationOf([200, 149, 149])]).toEqual([
      0, 1, 0.2,
    ])
  })
})

describe('what is left out', () => {
  const box: FaceBox = [60, 60, 80, 80]
  const reasons = (picture: Mat, boxes: readonly FaceBox[], filters = {}) => {
    const { faces, refusals } = cutFaces(cv, picture, boxes, { filters })
    return { faces: faces.map((face) => face.box), reasons: refusals.map(({ reason }) => reason) }
  }
  const colours: Color[] = [
    [255, 0, 0],
    [0, 0, 255],
  ]
  const greys: Color[] = [
    [0, 0, 0],
    [255, 255, 255],
  ]

  test('is nothing without filters', () => {
    const { faces } = cutFaces(cv, drawChecks(greys[0]!, greys[1]!), [box, [10, 10, 5, 5]], {
      size: 32,
      scale: 1,
    })
    expect(faces.map((face) => [face.box, face.pixels.length, face.saturation])).toEqual([
      [box, 32 * 32 * 3, 0],
      [[10, 10, 5, 5], 32 * 32 * 3, 0],
    ])
  })

  test('is a picture without a face, and a small, blurred or grey face', () => {
    const sharp = drawChecks(colours[0]!, colours[1]!)
    const plain = draw(200, 200, () => [200, 120, 90])
    const filters = { minSide: 48, minSharpness: 100, minSaturation: 0.03 }
    expect(reasons(sharp, [], filters)).toEqual({ faces: [], reasons: ['no-face'] })
    expect(reasons(sharp, [box, [10, 10, 47, 47]], filters)).toEqual({ faces: [box], reasons: ['too-small'] })
    expect(reasons(plain, [box], filters)).toEqual({ faces: [], reasons: ['blurred'] })
    expect(reasons(drawChecks(greys[0]!, greys[1]!), [box], filters)).toEqual({
      faces: [],
      reasons: ['monochrome'],
    })
  })

  test('is a box that lies mostly inside a larger one', () => {
    const picture = drawChecks(colours[0]!, colours[1]!)
    const inside: FaceBox = [100, 100, 50, 50]
    const beside: FaceBox = [135, 60, 60, 60]
    expect(reasons(picture, [box, beside, inside])).toEqual({
      faces: [box, beside],
      reasons: ['overlapping'],
    })
    expect(reasons(picture, [box, box]).faces).toEqual([box])
    expect(reasons(picture, [box, inside], { maxOverlap: 1 }).faces).toEqual([box, inside])
  })
})

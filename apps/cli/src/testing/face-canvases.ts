import { createRandom, type Face, type Random, toRgba } from '@animegan/core'
import sharp, { type Sharp } from 'sharp'

/** Where a face was pasted. */
export interface PastedFace {
  /**
   * Where the middle of its crop belongs: the middle of the face's picture. Amaryllis learnt from crops of 1.5 times a detected box, so
   * its pictures are such crops.
   */
  center: readonly [x: number, y: number]
  /** Pixels on a side of the face itself, as pasted: its picture's, divided by 1.5. */
  side: number
}

/** A picture with some faces on it. */
export interface FaceCanvas {
  bytes: Buffer
  /** PNG and JPEG in turns. */
  extension: 'png' | 'jpg'
  faces: PastedFace[]
}

/**
 * Encodes faces, enlarges them 2x and pastes 1 to 3 on a canvas, side by side, each anywhere in a place that is a half larger than
 * itself; behind them a colour that runs into another. Faces and canvases are PNG and JPEG in turns.
 */
export async function* drawFaceCanvases(faces: readonly Face[], seed: number): AsyncGenerator<FaceCanvas> {
  const random = createRandom(seed, 'face-canvases')
  for (let next = 0, index = 0; next < faces.length; index++) {
    const row = faces.slice(next, next + 1 + random.integer(3))
    const side = 2 * row[0]!.width
    const place = 1.5 * side
    const layers = row.map(async (face, column) => {
      const corner = {
        left: column * place + random.integer(place - side),
        top: random.integer(place - side),
      }
      const file = await encode(
        sharp(toRgba(face), { raw: { width: face.width, height: face.height, channels: 4 } }),
        (next + column) % 2 === 0,
      )
      return { input: await sharp(file).resize(side, side).toBuffer(), ...corner }
    })
    const canvas = sharp(drawBackground(random, row.length * place, place))
    const pasted = await Promise.all(layers)
    const isPng = index % 2 === 0
    yield {
      bytes: await encode(canvas.composite(pasted), isPng),
      extension: isPng ? 'png' : 'jpg',
      faces: pasted.map(({ left, top }) => ({ center: [left + side / 2, top + side / 2], side: side / 1.5 })),
    }
    next += row.length
  }
}

const encode = (picture: Sharp, asPng: boolean): Promise<Buffer> => {
  const opaque = picture.removeAlpha()
  return (asPng ? opaque.png({ compressionLevel: 1 }) : opaque.jpeg({ quality: 90 })).toBuffer()
}

function drawBackground(random: Random, width: number, height: number): Buffer {
  const [left, right] = [0, 1].map(() => `rgb(${[0, 1, 2].map(() => random.integer(256)).join()})`)
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <linearGradient id="g"><stop stop-color="${left}"/><stop offset="1" stop-color="${right}"/></linearGradient>
    <rect width="100%" height="100%" fill="url(#g)"/></svg>`)
}

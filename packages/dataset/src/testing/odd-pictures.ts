import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import sharp, { type Sharp } from 'sharp'

type Color = [number, number, number]

/** A file that must come through: unusual in its name or its make, and sound. */
export interface OddPicture {
  /** As records show it. */
  name: string
  width: number
  height: number
  /** Of every pixel, each channel within `tolerance`. */
  color: Color
  tolerance: number
}

const [width, height] = [24, 16]

/** One colour for each index, far from its neighbours. */
const colorOf = (index: number): Color => [(index * 37) % 256, (index * 91) % 256, (index * 53) % 256]

const paint = (color: Color): Sharp => paintFrames([color])

function paintFrames(colors: Color[]): Sharp {
  const pixels = Buffer.from(
    colors.flatMap((color) => Array.from({ length: width * height }, () => color).flat()),
  )
  const size = { width, height: height * colors.length, pageHeight: height }
  return sharp(pixels, { raw: { ...size, channels: 3 } })
}

const makes: Record<string, (color: Color) => Promise<Buffer>> = {
  'deep.png': (color) => paint(color).toColourspace('rgb16').png().toBuffer(),
  'interlaced.png': (color) => paint(color).png({ progressive: true }).toBuffer(),
  'palette.png': (color) => paint(color).png({ palette: true }).toBuffer(),
  'transparent.png': (color) => paint(color).ensureAlpha(1).png().toBuffer(),
  'progressive.jpg': (color) => paint(color).jpeg({ progressive: true, quality: 95 }).toBuffer(),
  'animated.gif': (color) =>
    paintFrames([color, [1, 2, 3]])
      .gif()
      .toBuffer(),
  'animated.webp': (color) =>
    paintFrames([color, [1, 2, 3]])
      .webp({ lossless: true })
      .toBuffer(),
  'lossless.avif': (color) => paint(color).avif({ lossless: true }).toBuffer(),
  'png-named.jpg': (color) => paint(color).png().toBuffer(),
  'webp-named.png': (color) => paint(color).webp({ lossless: true }).toBuffer(),
  'tail.png': async (color) => Buffer.concat([await paint(color).png().toBuffer(), Buffer.from('tail')]),
}

const oddNames = [
  '日本語/顔の画像.png',
  'two\nlines.png',
  'two\nlines/in a folder\t.png',
  ' leading and trailing .png',
  '-rf.png',
  '%2e%2e%2f.png',
  'a"quote\'s.png',
  '😀.png',
  'back\\slash.png',
  'UPPER.PNG',
  'many.dots.in.it.png',
  'folder.png/inside.png',
  `${'l'.repeat(251)}.png`,
  `${'deep/'.repeat(40)}down.png`,
]

/** Writes pictures that are unusual and sound below a folder; `invalid` adds a name that is no UTF-8, as Linux allows. */
export async function writeOddPictures(
  dir: string,
  { invalid }: { invalid: boolean },
): Promise<OddPicture[]> {
  const odd: OddPicture[] = []
  const write = async (
    name: string,
    make: (color: Color) => Promise<Buffer>,
    about: Partial<OddPicture> = {},
  ) => {
    const picture = { name, width, height, color: colorOf(odd.length + 1), tolerance: 8, ...about }
    await mkdir(dirname(join(dir, name)), { recursive: true })
    await writeFile(join(dir, name), await make(picture.color))
    odd.push(picture)
  }
  for (const [name, make] of Object.entries(makes)) await write(`makes/${name}`, make)
  const print = (color: Color) => paint(color).toColourspace('cmyk').jpeg({ quality: 95 }).toBuffer()
  await write('makes/cmyk.jpg', print, { color: [180, 140, 120], tolerance: 12 })
  const turn = (color: Color) =>
    paint(color).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toBuffer()
  await write('makes/turned.jpg', turn, { width: height, height: width })
  for (const name of oddNames) await write(name, (color) => paint(color).png().toBuffer())
  if (invalid) {
    const color: Color = [255, 254, 1]
    const path = Buffer.concat([Buffer.from(`${dir}/caf`), Buffer.from([0xe9]), Buffer.from('.png')])
    await writeFile(path, await paint(color).png().toBuffer())
    odd.push({ name: 'caf\\xe9.png', width, height, color, tolerance: 0 })
  }
  return odd
}

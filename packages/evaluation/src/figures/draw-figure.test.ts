import { describe, expect, it } from 'vitest'
import { type DrawFigureOptions, drawFigure } from './draw-figure.js'
import type { RgbaPicture } from './figure-picture.js'

/** A picture of one colour. */
const plain = (side: number, color: [number, number, number]): RgbaPicture => ({
  width: side,
  height: side,
  data: Uint8ClampedArray.from({ length: 4 * side * side }, (_, i) => [...color, 255][i % 4]!),
})
const red = { picture: plain(64, [200, 0, 0]) }
const blue = { picture: plain(64, [0, 0, 200]) }
const rows = [{ cells: [red, blue] }, { cells: [blue, undefined] }]
const words = 'Latent and tags are drawn by the seeds 0 to 31, row by row. '

const draw = (options: Partial<DrawFigureOptions> = {}) => drawFigure({ rows, ...options })

const isSame = (a: RgbaPicture, b: RgbaPicture) =>
  a.width === b.width && Buffer.compare(new Uint8Array(a.data), new Uint8Array(b.data)) === 0

/** How often each colour occurs, as "red,green,blue". */
function countColors({ data }: RgbaPicture): Map<string, number> {
  const counts = new Map<string, number>()
  for (let i = 0; i < data.length; i += 4) {
    const color = `${data[i]},${data[i + 1]},${data[i + 2]}`
    counts.set(color, (counts.get(color) ?? 0) + 1)
  }
  return counts
}

describe('drawFigure', () => {
  it('enlarges small pictures by a whole factor, without smoothing, and leaves empty places white', () => {
    const counts = countColors(draw())
    expect(counts.get('200,0,0')).toBe(128 * 128)
    expect(counts.get('0,0,200')).toBe(2 * 128 * 128)
    expect([...counts.keys()].sort()).toEqual(['0,0,200', '200,0,0', '255,255,255'])
  })

  it('takes faces, RGBA and RGB alike', () => {
    const pixels = Float32Array.from({ length: 3 * 64 * 64 }, (_, i) => (i < 64 * 64 ? 200 / 127.5 - 1 : -1))
    const data = Uint8Array.from({ length: 3 * 64 * 64 }, (_, i) => (i % 3 === 0 ? 200 : 0))
    const [rgba, face, rgb] = [
      red.picture,
      { width: 64, height: 64, pixels },
      { width: 64, height: 64, data },
    ]
    const pictures = [rgba, face, rgb].map((picture) => drawFigure({ rows: [{ cells: [{ picture }] }] }))
    for (const picture of pictures) expect(isSame(picture, pictures[0]!)).toBe(true)
  })

  it('draws the same pixels again, and others for another text', () => {
    const options = { title: 'Two colours', caption: words, note: 'by hand' }
    expect(isSame(draw(options), draw(options))).toBe(true)
    expect(isSame(draw({ ...options, note: 'by foot' }), draw(options))).toBe(false)
  })

  it('wraps a caption instead of widening the figure', () => {
    const [none, short, long] = [undefined, words, words.repeat(9)].map((caption) => draw({ caption }))
    expect(short!.height).toBeGreaterThan(none!.height)
    expect(long!.height).toBeGreaterThan(short!.height + 5 * 14)
    expect(long!.width).toBe(short!.width)
  })

  it('makes room for labels', () => {
    const bare = draw()
    const labelled = (label: string) => draw({ rows: [{ label, cells: [red, blue] }, rows[1]!] })
    expect(labelled('hat').width).toBeGreaterThan(bare.width)
    expect(labelled(words.repeat(3)).width).toBeLessThan(1.6 * bare.width)
    const below = draw({ rows: [{ cells: [{ ...red, label: words }, blue] }, rows[1]!] })
    expect(below.height).toBeGreaterThan(bare.height + 24)
    expect(draw({ columnLabels: ['2003', '2017'] }).height).toBeGreaterThan(bare.height + 14)
    expect(draw({ rows: [rows[0]!, { ...rows[1]!, heading: '(b)' }] }).height).toBeGreaterThan(
      bare.height + 14,
    )
    expect(draw({ splitAfter: 1 }).width).toBeGreaterThan(bare.width)
  })

  it('marks pictures', () => {
    const marked = countColors(
      drawFigure({
        rows: [
          {
            cells: [
              { ...red, mark: 'right' },
              { ...blue, mark: 'wrong' },
            ],
          },
        ],
      }),
    )
    expect(marked.get('44,122,75')).toBeGreaterThan(4 * 128)
    expect(marked.get('192,57,43')).toBeGreaterThan(4 * 128)
  })

  it('fits pictures of any shape into cells of one size', () => {
    const wide = { width: 300, height: 100, data: new Uint8Array(300 * 100 * 4).fill(255) }
    wide.data.forEach((_, i) => {
      if (i % 4 < 3) wide.data[i] = 10
    })
    const counts = countColors(drawFigure({ rows: [{ cells: [{ picture: wide }, red] }], cellSize: 90 }))
    expect(counts.get('10,10,10')).toBe(90 * 30)
    expect(counts.get('200,0,0')).toBe(90 * 90)
    const alone = drawFigure({ rows: [{ cells: [{ picture: wide }] }], cellSize: 90 })
    expect(alone.height).toBe(alone.width - 60)
  })

  it('refuses what it cannot draw', () => {
    expect(() => draw({ rows: [{ cells: [undefined] }] })).toThrow('rows: expected at least one picture')
    expect(() => draw({ cellSize: 8 })).toThrow('cellSize: expected an integer from 16 to 4096, got 8')
    const short = { width: 2, height: 2, data: new Uint8Array(15) }
    expect(() => drawFigure({ rows: [{ cells: [{ picture: short }] }] })).toThrow(
      'a picture of 2 x 2 takes 16 or 12 numbers, but 15 came',
    )
  })
})

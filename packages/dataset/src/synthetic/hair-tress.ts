import { addStroke, type Canvas, type Curve, type Gradient, normalOn, type Point, pointOn } from './brush.js'
import { type Color, css } from './color.js'
import type { Dice } from './dice.js'
import type { HairStyle } from './hair-style.js'

/** One bundle of hair that hangs along a curve and ends in separate points. */
export interface Tress {
  /** The middle of the bundle from root to tip. */
  spine: Curve
  /** Half-widths at the root and at the widest place; a root below 1 fades into the hair it grows from. */
  root: number
  belly: number
  /** How far the outermost tips part from the middle. */
  spread: number
  /** Number of pointed strands, at least 1. */
  strands: number
  /** How far each strand's length may differ, in hundredths of the picture. */
  ragged: number
}

interface Strand {
  curve: Curve
  root: number
  belly: number
}

function splitStrands(tress: Tress, { wave, spikes }: HairStyle, dice: Dice): Strand[] {
  const { spine, strands } = tress
  const ragged = tress.ragged * (1 + spikes * 0.5)
  const normals: Point[] = [
    normalOn(spine, 0.02),
    normalOn(spine, 0.35),
    normalOn(spine, 0.7),
    normalOn(spine, 0.98),
  ]
  const result: Strand[] = []
  for (let index = 0; index < strands; index++) {
    const offset = strands === 1 ? 0 : (index / (strands - 1)) * 2 - 1
    const sway = wave * dice.between(2.5, 5) * (index % 2 === 0 ? 1 : -1)
    const shifts = [
      offset * tress.root * 0.6,
      offset * tress.belly * 0.62 + sway * 0.4,
      offset * tress.belly * 0.7 - sway,
    ]
    const place = (at: number, shift: number): Point => [
      spine[at]![0] + normals[at]![0] * shift,
      spine[at]![1] + normals[at]![1] * shift,
    ]
    const tip = place(3, offset * tress.spread + dice.between(-1, 1) + sway * 0.3)
    const drop = dice.between(-ragged, ragged * 0.4) - Math.abs(offset) * ragged * 0.6
    const along: Point = [-normals[3]![1], normals[3]![0]]
    result.push({
      curve: [
        place(0, shifts[0]!),
        place(1, shifts[1]!),
        place(2, shifts[2]!),
        [tip[0] + along[0] * drop, tip[1] + along[1] * drop],
      ],
      root: strands === 1 ? tress.root : tress.root * 0.62,
      belly:
        (strands === 1 ? tress.belly : (tress.belly * 1.5) / Math.sqrt(strands)) * dice.between(0.9, 1.1),
    })
  }
  return result
}

function traceStrand(canvas: Canvas, strand: Strand): void {
  const { curve, root, belly } = strand
  const [a, b, c, d] = curve
  const na = normalOn(curve, 0.02)
  const nb = normalOn(curve, 0.35)
  const nc = normalOn(curve, 0.7)
  canvas.moveTo(a[0] + na[0] * root, a[1] + na[1] * root)
  canvas.bezierCurveTo(
    b[0] + nb[0] * belly * 1.25,
    b[1] + nb[1] * belly * 1.25,
    c[0] + nc[0] * belly * 1.05,
    c[1] + nc[1] * belly * 1.05,
    d[0],
    d[1],
  )
  canvas.bezierCurveTo(
    c[0] - nc[0] * belly * 0.85,
    c[1] - nc[1] * belly * 0.85,
    b[0] - nb[0] * belly * 1.25,
    b[1] - nb[1] * belly * 1.25,
    a[0] - na[0] * root,
    a[1] - na[1] * root,
  )
  canvas.closePath()
}

function sideLine(curve: Curve, offset: number, from: number, to: number): readonly [Point, Point, Point] {
  const at = (t: number): Point => {
    const point = pointOn(curve, t)
    const normal = normalOn(curve, t)
    const wide = offset * (1 - t * t)
    return [point[0] + normal[0] * wide, point[1] + normal[1] * wide]
  }
  return [at(from), at((from + to) / 2), at(to)]
}

/** A gradient along a bundle; where it grows out of other hair it begins transparent. */
function along(canvas: Canvas, tress: Tress, first: Color, middle: Color, last: Color): Gradient {
  const [root, , , tip] = tress.spine
  const gradient = canvas.createLinearGradient(root[0], root[1], tip[0], tip[1])
  if (tress.root < 1) {
    gradient.addColorStop(0.08, css(middle, 0.001))
    gradient.addColorStop(0.34, css(middle))
  } else gradient.addColorStop(0, css(first))
  gradient.addColorStop(0.5, css(middle))
  gradient.addColorStop(1, css(last))
  return gradient
}

/**
 * Paints bundles of hair as one mass: outlines first, then fills, so that lines show only around the whole, then the
 * strands inside. Strands of one tone share a path, because painting few paths is much faster than many.
 */
export function drawTresses(canvas: Canvas, tresses: readonly Tress[], hair: HairStyle, dice: Dice): void {
  const { tones } = hair
  const split = tresses.map((tress) => splitStrands(tress, hair, dice))
  canvas.lineJoin = 'round'
  canvas.lineWidth = hair.line * 2
  split.forEach((strands, index) => {
    canvas.beginPath()
    for (const strand of strands) traceStrand(canvas, strand)
    canvas.strokeStyle = along(canvas, tresses[index]!, tones.line, tones.line, tones.line)
    canvas.stroke()
  })
  split.forEach((strands, index) => {
    for (const parity of [0, 1]) {
      canvas.beginPath()
      for (let strand = parity; strand < strands.length; strand += 2) traceStrand(canvas, strands[strand]!)
      canvas.fillStyle = along(
        canvas,
        tresses[index]!,
        parity === 0 ? tones.shade : tones.base,
        tones.base,
        tones.soft,
      )
      canvas.fill()
    }
  })
  drawInnerStrands(canvas, split.flat(), hair, dice)
}

function drawInnerStrands(canvas: Canvas, strands: readonly Strand[], hair: HairStyle, dice: Dice): void {
  const { tones, light, line } = hair
  canvas.fillStyle = css(tones.shade, 0.85)
  canvas.beginPath()
  for (const { curve, belly } of strands) {
    addStroke(canvas, ...sideLine(curve, belly * 0.55 * light, 0.12, 0.97), belly * 0.32)
  }
  canvas.fill()
  canvas.fillStyle = css(tones.line, 0.75)
  canvas.beginPath()
  for (const { curve, belly } of strands) {
    const offset = belly * dice.between(0.2, 0.8) * dice.side()
    addStroke(canvas, ...sideLine(curve, offset, dice.between(0.2, 0.5), 0.98), line * 0.55)
  }
  canvas.fill()
  canvas.fillStyle = css(tones.light, 0.9)
  canvas.beginPath()
  for (const { curve, belly } of strands) {
    const start = dice.between(0.15, 0.3)
    addStroke(
      canvas,
      ...sideLine(curve, -belly * 0.45 * light, start, start + dice.between(0.25, 0.5)),
      belly * 0.24,
    )
  }
  canvas.fill()
}

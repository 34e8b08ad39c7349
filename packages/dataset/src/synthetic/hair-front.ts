import { type Bangs, traceBangs } from './bangs-shape.js'
import { addStroke, type Canvas, drawStroke, type Point } from './brush.js'
import { css } from './color.js'
import type { Dice } from './dice.js'
import type { HairStyle } from './hair-style.js'

/** Paints the hair on top of the head with its locks, shades, band of shine and strands. */
export function drawFrontHair(canvas: Canvas, hair: HairStyle, bangs: Bangs, dice: Dice): void {
  const { tones, height } = hair
  canvas.lineJoin = 'round'
  traceBangs(canvas, hair, bangs)
  canvas.strokeStyle = css(tones.line)
  canvas.lineWidth = hair.line * 2
  canvas.stroke()
  const gradient = canvas.createLinearGradient(hair.light * 12, -height, -hair.light * 12, 4)
  gradient.addColorStop(0, css(tones.base))
  gradient.addColorStop(0.3, css(tones.light))
  gradient.addColorStop(0.62, css(tones.base))
  gradient.addColorStop(1, css(tones.soft))
  canvas.fillStyle = gradient
  canvas.fill()
  canvas.save()
  canvas.clip()
  drawEdgeShade(canvas, hair)
  drawLockShades(canvas, hair, bangs, dice)
  drawShine(canvas, hair, bangs, dice)
  drawLockLines(canvas, hair, bangs, dice)
  canvas.restore()
}

/** A point on the way from the crown to a place of the hairline, following the skull. */
function fromCrown(bangs: Bangs, end: Point, t: number): Point {
  const control: Point = [
    end[0] * 1.12 + (bangs.part[0] - end[0]) * 0.05,
    end[1] * 0.4 + bangs.part[1] * 0.62,
  ]
  const s = 1 - t
  return [
    s * s * bangs.part[0] + 2 * s * t * control[0] + t * t * end[0],
    s * s * bangs.part[1] + 2 * s * t * control[1] + t * t * end[1],
  ]
}

function drawEdgeShade(canvas: Canvas, hair: HairStyle): void {
  const { tones, width, height } = hair
  canvas.fillStyle = css(tones.shade, 0.8)
  const x = -hair.light * width
  canvas.beginPath()
  canvas.moveTo(x, 4)
  canvas.bezierCurveTo(x, -height * 0.6, x * 0.75, -height, 0, -height)
  canvas.bezierCurveTo(x * 0.55, -height * 0.9, x * 0.8, -height * 0.5, x * 0.82, 4)
  canvas.fill()
}

function drawLockShades(canvas: Canvas, hair: HairStyle, bangs: Bangs, dice: Dice): void {
  const { light, tones } = hair
  canvas.fillStyle = css(tones.shade, 0.95)
  canvas.beginPath()
  for (const { left, tip, right } of bangs.locks) {
    const edge = light > 0 ? left : right
    const top = fromCrown(bangs, edge, dice.between(0.3, 0.6))
    const wide = dice.between(0.32, 0.6)
    canvas.moveTo(top[0], top[1])
    canvas.quadraticCurveTo(edge[0] - light * 0.6, (top[1] + edge[1]) / 2, edge[0] - light, edge[1])
    canvas.lineTo(tip[0] - light * 0.6, tip[1] + 1)
    canvas.quadraticCurveTo(
      tip[0] + (edge[0] - tip[0]) * (1 - wide),
      tip[1] * 0.4 + edge[1] * 0.6,
      top[0],
      top[1],
    )
  }
  canvas.fill()
}

function drawShine(canvas: Canvas, hair: HairStyle, bangs: Bangs, dice: Dice): void {
  if (hair.shine < 0.45) return
  canvas.fillStyle = css(hair.tones.shine, hair.shine * 0.62 * hair.gloss)
  const middle = dice.between(0.42, 0.54)
  canvas.beginPath()
  for (const { left, tip, right } of bangs.locks) {
    if (dice.chance(0.12)) continue
    const half = dice.between(0.06, 0.1)
    const place = middle + dice.between(-0.03, 0.03)
    const a = fromCrown(bangs, left, place)
    const b = fromCrown(bangs, right, place)
    const x = (a[0] + b[0]) / 2
    const top = fromCrown(bangs, [(left[0] + right[0]) / 2, left[1]], place - half)
    const low = fromCrown(bangs, tip, place + half * 1.3)
    const start = a[0] + (x - a[0]) * 0.15
    canvas.moveTo(start, a[1])
    canvas.quadraticCurveTo(x, top[1], b[0] + (x - b[0]) * 0.15, b[1])
    canvas.quadraticCurveTo(x + (b[0] - x) * 0.4, (b[1] + low[1]) / 2, x, low[1])
    canvas.quadraticCurveTo(x + (a[0] - x) * 0.4, (a[1] + low[1]) / 2, start, a[1])
  }
  canvas.fill()
}

/** Adds a line that follows the skull towards a place of the hairline, from one part of the way to another. */
function addSkullLine(
  canvas: Canvas,
  bangs: Bangs,
  end: Point,
  from: number,
  to: number,
  width: number,
): void {
  const middle = fromCrown(bangs, end, (from + to) / 2)
  addStroke(canvas, fromCrown(bangs, end, from), middle, fromCrown(bangs, end, to), width)
}

function drawLockLines(canvas: Canvas, hair: HairStyle, bangs: Bangs, dice: Dice): void {
  const { tones, line } = hair
  canvas.fillStyle = css(tones.line, 0.85)
  canvas.beginPath()
  for (const { left } of bangs.locks)
    addSkullLine(canvas, bangs, left, dice.between(0.25, 0.6), 1.03, line * 0.8)
  canvas.fill()
  canvas.fillStyle = css(tones.line, 0.4)
  canvas.beginPath()
  for (const { left, right } of bangs.locks) {
    const between: Point = [left[0] + (right[0] - left[0]) * dice.between(0.3, 0.7), left[1]]
    const from = dice.between(0.03, 0.4)
    addSkullLine(canvas, bangs, between, from, from + 0.4, line * 0.5)
    const other: Point = [left[0] + (right[0] - left[0]) * dice.between(0, 1), left[1]]
    addSkullLine(canvas, bangs, other, 0, dice.between(0.15, 0.4), line * 0.5)
  }
  canvas.fill()
  canvas.fillStyle = css(tones.light, 0.7)
  canvas.beginPath()
  for (const { tip } of bangs.locks) addSkullLine(canvas, bangs, tip, dice.between(0.55, 0.7), 0.94, 0.4)
  canvas.fill()
}

/** Paints loose hairs that stand up from the crown. */
export function drawStrayHair(canvas: Canvas, hair: HairStyle, bangs: Bangs, dice: Dice): void {
  if (!dice.chance(0.4)) return
  const [x, y] = bangs.part
  const lean = dice.side() * dice.between(3, 8)
  const tip: Point = [x + lean * 1.5, y - dice.between(5, 9)]
  canvas.fillStyle = css(hair.tones.line)
  drawStroke(canvas, [x, y + 1], [x - lean * 0.4, y - 10], tip, 1.7)
  canvas.fillStyle = css(hair.tones.base)
  drawStroke(canvas, [x, y + 1.5], [x - lean * 0.4, y - 9.5], tip, 1.1)
}

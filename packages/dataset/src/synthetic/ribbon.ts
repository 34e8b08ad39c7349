import { type Canvas, drawEllipse, drawStroke } from './brush.js'
import { css } from './color.js'
import type { Dice } from './dice.js'
import type { HairStyle } from './hair-style.js'
import { ponytailTie, twintailTies } from './hair-tails.js'
import type { ClothTones } from './palette.js'

/** Paints a bow: two loops, a knot and two ends. size is half its width; angle in radians. */
export function drawBow(
  canvas: Canvas,
  x: number,
  y: number,
  size: number,
  angle: number,
  tones: ClothTones,
  line: number,
  ends = true,
): void {
  canvas.save()
  canvas.translate(x, y)
  canvas.rotate(angle)
  canvas.scale(size / 8, size / 8)
  canvas.lineJoin = 'round'
  canvas.strokeStyle = css(tones.line)
  canvas.lineWidth = (line * 2 * 8) / size
  for (const side of ends ? ([-1, 1] as const) : []) {
    canvas.beginPath()
    canvas.moveTo(side * 0.6, 0.5)
    canvas.quadraticCurveTo(side * 3, 4.5, side * 3.2, 9)
    canvas.lineTo(side * 5, 7.4)
    canvas.lineTo(side * 6.6, 8.2)
    canvas.quadraticCurveTo(side * 5, 3, side * 1.4, 0)
    canvas.closePath()
    canvas.stroke()
    canvas.fillStyle = css(tones.shade)
    canvas.fill()
  }
  for (const side of [-1, 1] as const) {
    canvas.beginPath()
    canvas.moveTo(side * 0.8, -0.9)
    canvas.bezierCurveTo(side * 3, -5, side * 7, -6, side * 8, -4)
    canvas.bezierCurveTo(side * 8.8, -1.6, side * 8.6, 2, side * 7.4, 3.9)
    canvas.bezierCurveTo(side * 6, 4.6, side * 3, 2.8, side * 0.8, 0.9)
    canvas.closePath()
    canvas.stroke()
    canvas.fillStyle = css(tones.base)
    canvas.fill()
    canvas.fillStyle = css(tones.shade)
    drawStroke(canvas, [side * 1, 0.2], [side * 4.6, 1.8], [side * 7.6, 2.6], 1.3)
    canvas.fillStyle = css(tones.light)
    drawStroke(canvas, [side * 2.6, -2.5], [side * 5, -4.6], [side * 7.2, -3.6], 0.7)
  }
  canvas.fillStyle = css(tones.line)
  drawEllipse(canvas, 0, 0, 2.1, 2.4)
  canvas.fillStyle = css(tones.light)
  drawEllipse(canvas, 0, 0, 1.5, 1.8)
  canvas.restore()
}

function drawHairband(canvas: Canvas, hair: HairStyle, tones: ClothTones): void {
  const { width, height, line } = hair
  const trace = () => {
    canvas.beginPath()
    canvas.moveTo(-width * 0.98, -8)
    canvas.bezierCurveTo(-width * 0.86, -height * 0.9, width * 0.86, -height * 0.9, width * 0.98, -8)
  }
  canvas.lineCap = 'butt'
  trace()
  canvas.strokeStyle = css(tones.line)
  canvas.lineWidth = 3.6 + line * 2
  canvas.stroke()
  trace()
  canvas.strokeStyle = css(tones.base)
  canvas.lineWidth = 3.6
  canvas.stroke()
}

/** Paints the ribbon in the hair: bows at the ties, at one or both sides, or a band with a bow. */
export function drawHairRibbon(
  canvas: Canvas,
  hair: HairStyle,
  tones: ClothTones,
  hat: boolean,
  dice: Dice,
): void {
  const size = dice.between(8.2, 10.5)
  const line = hair.line
  if (hair.twintails) {
    for (const tie of twintailTies(hair)) {
      drawBow(canvas, tie.x + tie.side, tie.y, size * 0.9, tie.side * 0.6, tones, line)
    }
    return
  }
  if (hair.ponytail && !hat) {
    const tie = ponytailTie(hair)
    drawBow(canvas, tie.x, tie.y + 1, size, tie.side * 0.45, tones, line)
    return
  }
  const side = hair.ponytail ? (-hair.ponytailSide as -1 | 1) : dice.side()
  const form = hat
    ? 'side'
    : dice.weighted([
        ['side', 4],
        ['band', 2],
        ['pair', 2],
        ['top', 2],
      ] as const)
  if (form === 'band') drawHairband(canvas, hair, tones)
  if (form === 'pair' || (hat && hair.drills)) {
    for (const each of [-1, 1] as const)
      drawBow(canvas, each * (hair.width - 2.5), -11, size * 0.8, each * 0.7, tones, line)
  } else if (hat) {
    drawBow(canvas, side * (hair.width - 1.5), -7, size * 0.86, side * 0.55, tones, line)
  } else if (form === 'top') {
    drawBow(canvas, side * 3, -hair.height + 2.5, size * 1.2, side * 0.08, tones, line, false)
  } else {
    drawBow(canvas, side * 16, -hair.height + 10, size, side * 0.55, tones, line)
  }
}

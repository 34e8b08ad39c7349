import { type Canvas, drawStroke } from './brush.js'
import { drawClothes } from './clothes.js'
import { type Color, css } from './color.js'
import type { Dice } from './dice.js'
import { chinShift } from './face-shape.js'
import type { SkinTones } from './palette.js'
import type { Pose } from './pose.js'

/** Traces chest and shoulders as the current path, in the body's coordinates (origin between the eyes, upright). */
function traceShoulders(canvas: Canvas, slope: number, half: number): void {
  canvas.beginPath()
  canvas.moveTo(-5.8, 27)
  canvas.bezierCurveTo(-8, 33, -half * 0.7, 34 + slope * 0.4, -half, 38 + slope)
  canvas.bezierCurveTo(-half - 5, 41 + slope, -half - 7, 52, -half - 8, 80)
  canvas.lineTo(half + 8, 80)
  canvas.bezierCurveTo(half + 7, 52, half + 5, 41 + slope, half, 38 + slope)
  canvas.bezierCurveTo(half * 0.7, 34 + slope * 0.4, 8, 33, 5.8, 27)
  canvas.closePath()
}

/** Paints neck, shoulders and clothes. */
export function drawBody(
  canvas: Canvas,
  pose: Pose,
  skin: SkinTones,
  avoid: readonly Color[],
  light: -1 | 1,
  line: number,
  dice: Dice,
): void {
  const half = dice.between(20.5, 25)
  const slope = dice.between(-1, 3)
  canvas.lineJoin = 'round'
  canvas.strokeStyle = css(skin.line)
  canvas.lineWidth = line * 1.8
  traceShoulders(canvas, slope, half)
  canvas.stroke()
  canvas.fillStyle = css(skin.base)
  canvas.fill()
  const neck = dice.between(5, 6.2)
  const top = chinShift(pose) * 0.5
  canvas.beginPath()
  canvas.moveTo(top - neck, 12)
  canvas.bezierCurveTo(-neck, 22, -neck, 28, -neck - 1.6, 34)
  canvas.moveTo(top + neck, 12)
  canvas.bezierCurveTo(neck, 22, neck, 28, neck + 1.6, 34)
  canvas.stroke()
  canvas.lineTo(-neck - 1.6, 34)
  canvas.bezierCurveTo(-neck, 28, -neck, 22, top - neck, 12)
  canvas.lineTo(top + neck, 12)
  canvas.fill()
  canvas.fillStyle = css(skin.shade)
  canvas.beginPath()
  canvas.moveTo(top - neck, 16)
  canvas.lineTo(top + neck, 16)
  canvas.lineTo(neck, 24.5)
  canvas.quadraticCurveTo(-light * 3, 31, -neck - 0.2, 25)
  canvas.fill()
  canvas.fillStyle = css(skin.line, 0.6)
  drawStroke(canvas, [-2, 38], [-7, 35.6], [-13, 36.5], line * 0.6)
  drawStroke(canvas, [2, 38], [7, 35.6], [13, 36.5], line * 0.6)
  const trace = () => traceShoulders(canvas, slope, half)
  drawClothes(canvas, { half, light, line, trace }, avoid, dice)
}

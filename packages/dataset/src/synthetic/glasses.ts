import { type Canvas, drawStroke } from './brush.js'
import { type Color, css, mix } from './color.js'
import type { Dice } from './dice.js'
import { foreshortening, type Pose, turned } from './pose.js'

const frameColors: readonly Color[] = [
  [34, 30, 44],
  [34, 30, 44],
  [176, 36, 52],
  [74, 44, 34],
  [40, 62, 130],
  [120, 44, 120],
  [22, 84, 78],
]

/**
 * Paints glasses before the eyes: two rims, a bridge, the beginnings of the temples and a glint. scale makes the rims
 * larger (above 1) or smaller.
 */
export function drawGlasses(
  canvas: Canvas,
  pose: Pose,
  apart: number,
  halfHead: number,
  scale: number,
  dice: Dice,
): void {
  const color = dice.pick(frameColors)
  const form = dice.pick(['round', 'oval', 'square', 'under'] as const)
  const weight = dice.between(1.15, 1.5)
  const rx = (form === 'round' ? 7.5 : 8) * scale
  const ry = (form === 'round' ? 7.3 : form === 'oval' ? 6.4 : 6.2) * scale
  const y = 1.6 + pose.nod
  canvas.lineCap = 'round'
  canvas.lineJoin = 'round'
  for (const side of [-1, 1] as const) {
    const u = side * Math.max(apart, rx + 1.2)
    const x = turned(pose, u, 24)
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(side * foreshortening(pose, u, 24), 1)
    canvas.beginPath()
    if (form === 'square') canvas.roundRect(-rx, -ry, rx * 2, ry * 2, 2.6)
    else canvas.ellipse(0, 0, rx, ry, 0, 0, Math.PI * 2)
    canvas.fillStyle = css([226, 240, 255], 0.16)
    canvas.fill()
    if (form === 'under') {
      canvas.beginPath()
      canvas.moveTo(-rx, -3.4)
      canvas.bezierCurveTo(-rx, ry + 1.8, rx, ry + 1.8, rx, -3.4)
    }
    canvas.strokeStyle = css(color)
    canvas.lineWidth = weight
    canvas.stroke()
    canvas.beginPath()
    canvas.moveTo(rx - 0.2, -1.8)
    canvas.lineTo(rx + Math.max(1.5, (halfHead - Math.abs(u) - rx) * 0.9), -2.6)
    canvas.stroke()
    canvas.fillStyle = css([255, 255, 255], 0.75)
    drawStroke(canvas, [-rx * 0.72, -ry * 0.15], [-rx * 0.55, -ry * 0.6], [-rx * 0.15, -ry * 0.72], 0.55)
    canvas.restore()
  }
  const left = turned(pose, -1.5, 24)
  const right = turned(pose, 1.5, 24)
  canvas.beginPath()
  canvas.moveTo(left, y - 1)
  canvas.quadraticCurveTo((left + right) / 2, y - 2.4, right, y - 1)
  canvas.strokeStyle = css(mix(color, [0, 0, 0], 0.1))
  canvas.lineWidth = weight
  canvas.stroke()
}

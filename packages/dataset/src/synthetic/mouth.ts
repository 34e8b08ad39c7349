import { type Canvas, drawEllipse, drawStroke } from './brush.js'
import { css, mix } from './color.js'
import type { Dice } from './dice.js'
import type { SkinTones } from './palette.js'
import { foreshortening, type Pose, turned } from './pose.js'

/** What the mouth does. */
export interface Expression {
  smile: boolean
  open: boolean
}

/** Paints the mouth: a line or an opening, cheerful or not. */
export function drawMouth(
  canvas: Canvas,
  pose: Pose,
  skin: SkinTones,
  expression: Expression,
  line: number,
  dice: Dice,
): void {
  const size = dice.between(0.9, 1.12)
  canvas.save()
  canvas.translate(turned(pose, 0, 21), 14.0 + pose.nod + dice.between(-0.4, 0.5))
  canvas.scale(size * foreshortening(pose, 0), size)
  const dark = mix(skin.line, [96, 22, 30], 0.6)
  if (expression.open) drawOpenMouth(canvas, expression.smile, skin, line, dark, dice)
  else if (expression.smile) drawSmile(canvas, skin, line, dark, dice)
  else drawStillMouth(canvas, skin, line, dark, dice)
  canvas.restore()
}

function drawSmile(
  canvas: Canvas,
  skin: SkinTones,
  line: number,
  dark: readonly [number, number, number],
  dice: Dice,
): void {
  canvas.fillStyle = css(dark)
  if (dice.chance(0.14)) {
    drawStroke(canvas, [-5, -1.4], [-3.2, 3], [0, -0.2], line * 1.2 + 0.2)
    drawStroke(canvas, [0, -0.2], [3.2, 3], [5, -1.4], line * 1.2 + 0.2)
  } else {
    const deep = dice.between(3, 4.6)
    drawStroke(canvas, [-5, -1.5], [0, deep], [5, -1.5], line * 1.45 + 0.2)
  }
  drawStroke(canvas, [-5.6, -1.1], [-5.2, -1.9], [-4.5, -2], line * 0.9)
  drawStroke(canvas, [5.6, -1.1], [5.2, -1.9], [4.5, -2], line * 0.9)
  canvas.fillStyle = css(skin.shade)
  drawStroke(canvas, [-1.5, 2.9], [0, 3.6], [1.5, 2.9], 0.6)
}

function drawStillMouth(
  canvas: Canvas,
  skin: SkinTones,
  line: number,
  dark: readonly [number, number, number],
  dice: Dice,
): void {
  const half = dice.between(1.7, 2.7)
  const bend = dice.pick([-0.9, -0.4, 0, 0.3])
  canvas.fillStyle = css(dark)
  drawStroke(canvas, [-half, -bend * 0.4], [0, bend], [half, -bend * 0.4], line * 1.15)
  canvas.fillStyle = css(skin.shade)
  drawStroke(canvas, [-1.3, 1.7], [0, 2.3], [1.3, 1.7], 0.6)
}

function drawOpenMouth(
  canvas: Canvas,
  smile: boolean,
  skin: SkinTones,
  line: number,
  dark: readonly [number, number, number],
  dice: Dice,
): void {
  const trace = () => {
    canvas.beginPath()
    if (smile) {
      canvas.moveTo(-4.9, -1.7)
      canvas.quadraticCurveTo(0, -0.5, 4.9, -1.7)
      canvas.bezierCurveTo(4.4, 3.4, 1.8, 5.1, 0, 5.1)
      canvas.bezierCurveTo(-1.8, 5.1, -4.4, 3.4, -4.9, -1.7)
    } else {
      canvas.moveTo(-2.1, -0.3)
      canvas.bezierCurveTo(-1.4, -2.4, 1.4, -2.4, 2.1, -0.3)
      canvas.bezierCurveTo(3.2, 2.4, 2.2, 4.3, 0, 4.3)
      canvas.bezierCurveTo(-2.2, 4.3, -3.2, 2.4, -2.1, -0.3)
    }
    canvas.closePath()
  }
  trace()
  canvas.strokeStyle = css(dark)
  canvas.lineWidth = line * 1.5
  canvas.stroke()
  canvas.fillStyle = css([150, 40, 48])
  canvas.fill()
  canvas.save()
  canvas.clip()
  canvas.fillStyle = css([236, 122, 122])
  drawEllipse(canvas, 0, smile ? 5 : 4.4, smile ? 3 : 2, smile ? 2.6 : 1.9)
  if (smile || dice.chance(0.4)) {
    canvas.fillStyle = 'rgb(255,255,255)'
    if (smile) canvas.fillRect(-3.6, -2, 7.2, 1.9)
    else canvas.fillRect(-1.4, -2.2, 2.8, 1)
  }
  canvas.restore()
  canvas.fillStyle = css(skin.shade)
  drawStroke(canvas, [-1.5, 6.4], [0, 7], [1.5, 6.4], 0.5)
}

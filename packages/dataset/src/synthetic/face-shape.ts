import { type Canvas, drawEllipse, drawStroke } from './brush.js'
import { css } from './color.js'
import type { Dice } from './dice.js'
import type { SkinTones } from './palette.js'
import { type Pose, turned } from './pose.js'

/** Proportions of a face, in hundredths of the picture; the origin lies between the eyes. */
export interface FaceShape {
  /** Half-width at the eyes. */
  cheek: number
  /** Distance of the chin below the eyes. */
  chin: number
  /** Half-width of the chin's tip. */
  chinWidth: number
  /** How full the jaw is: 0 pointed, 1 round. */
  fullness: number
}

/** Chooses the proportions of a face. */
export function chooseFaceShape(dice: Dice): FaceShape {
  return {
    cheek: dice.between(17.8, 19.6),
    chin: dice.between(19.4, 22.2),
    chinWidth: dice.between(1.4, 3.2),
    fullness: dice.between(0, 1),
  }
}

/** Horizontal shift of the chin after the turn of the head. */
export function chinShift(pose: Pose): number {
  return Math.sin(pose.turn) * 9
}

/** Traces forehead, cheeks and chin as the current path. */
export function traceFace(canvas: Canvas, shape: FaceShape, pose: Pose): void {
  const { cheek, chin, chinWidth, fullness } = shape
  const cx = chinShift(pose)
  const shift = Math.sin(pose.turn) * 3.6
  const near = 1 - Math.abs(Math.sin(pose.turn)) * 0.1
  const left = -cheek * (pose.turn < 0 ? near : 1) + shift
  const right = cheek * (pose.turn > 0 ? near : 1) + shift
  const jaw = 8.5 + fullness * 3.5
  const tuck = chinWidth + 3.4 + fullness * 3.6
  canvas.beginPath()
  canvas.moveTo(left + 0.8, -18)
  canvas.bezierCurveTo(left - 0.4, -8, left - 0.2, -2, left + 0.3, 3)
  canvas.bezierCurveTo(left + 0.9, jaw, cx - tuck, chin - 2.6, cx - chinWidth, chin - 0.5)
  canvas.quadraticCurveTo(cx, chin + 0.5, cx + chinWidth, chin - 0.5)
  canvas.bezierCurveTo(cx + tuck, chin - 2.6, right - 0.9, jaw, right - 0.3, 3)
  canvas.bezierCurveTo(right + 0.2, -2, right + 0.4, -8, right - 0.8, -18)
  canvas.quadraticCurveTo((left + right) / 2, -30, left + 0.8, -18)
  canvas.closePath()
}

/** Paints the bare face with its outline and the soft shade on the side away from the light. */
export function drawFaceSkin(
  canvas: Canvas,
  shape: FaceShape,
  pose: Pose,
  skin: SkinTones,
  light: -1 | 1,
  line: number,
): void {
  traceFace(canvas, shape, pose)
  canvas.lineJoin = 'round'
  canvas.strokeStyle = css(skin.line)
  canvas.lineWidth = line * 1.7
  canvas.stroke()
  const gradient = canvas.createRadialGradient(light * 5, 2, 4, 0, 2, 27)
  gradient.addColorStop(0, css(skin.light))
  gradient.addColorStop(0.6, css(skin.base))
  gradient.addColorStop(1, css(skin.soft))
  canvas.fillStyle = gradient
  canvas.fill()
  canvas.save()
  canvas.clip()
  const edge = -light * shape.cheek
  canvas.fillStyle = css(skin.shade, 0.75)
  canvas.beginPath()
  canvas.moveTo(edge * 1.2, -14)
  canvas.bezierCurveTo(
    edge * 0.86,
    0,
    edge * 0.86,
    shape.chin * 0.55,
    chinShift(pose) - light * 2,
    shape.chin + 1,
  )
  canvas.lineTo(edge * 1.4, shape.chin + 1)
  canvas.fill()
  canvas.restore()
}

/** Paints the ears, which hair mostly covers. */
export function drawEars(canvas: Canvas, shape: FaceShape, pose: Pose, skin: SkinTones, line: number): void {
  for (const side of [-1, 1] as const) {
    const x = side * (shape.cheek + 0.6) - Math.sin(pose.turn) * 3
    canvas.fillStyle = css(skin.line)
    drawEllipse(canvas, x, 3.6, 2.8 + line, 5.2 + line, side * 0.22)
    canvas.fillStyle = css(skin.base)
    drawEllipse(canvas, x, 3.6, 2.8, 5.2, side * 0.22)
    canvas.fillStyle = css(skin.shade)
    drawEllipse(canvas, x + side * 0.2, 3.8, 1.5, 3.2, side * 0.22)
  }
}

/** Paints the small nose; drawn as a shadow and a line, never as an outline. */
export function drawNose(
  canvas: Canvas,
  pose: Pose,
  skin: SkinTones,
  light: -1 | 1,
  line: number,
  dice: Dice,
): void {
  const x = turned(pose, 0, 25)
  const y = 8.6 + pose.nod + dice.between(-0.5, 0.5)
  const toward = Math.abs(pose.turn) > 0.08 ? Math.sign(pose.turn) : -light
  canvas.fillStyle = css(skin.shade)
  drawStroke(
    canvas,
    [x - toward * 0.2, y - 2.6],
    [x + toward * 1.8, y - 0.6],
    [x + toward * 0.4, y + 0.5],
    0.8,
  )
  canvas.fillStyle = css(skin.line, 0.8)
  const form = dice.pick(['dot', 'hook', 'dash'] as const)
  if (form === 'dot') drawEllipse(canvas, x + toward * 0.5, y, 0.5, 0.38)
  if (form === 'hook')
    drawStroke(
      canvas,
      [x + toward * 0.7, y - 1.5],
      [x + toward * 1.6, y + 0.2],
      [x - toward * 0.2, y + 0.5],
      line * 0.8,
    )
  if (form === 'dash') drawStroke(canvas, [x - 0.7, y + 0.3], [x, y + 0.6], [x + 0.7, y + 0.2], line * 0.8)
  canvas.fillStyle = css(skin.light, 0.9)
  drawEllipse(canvas, x - toward * 0.3, y - 1, 0.5, 0.7)
}

/** Paints the blush on both cheeks, with the pen strokes of the genre on some faces. */
export function drawBlush(canvas: Canvas, pose: Pose, skin: SkinTones, line: number, dice: Dice): void {
  const strokes = dice.chance(0.7)
  const strength = dice.between(0.75, 0.95)
  const wide = dice.between(4.8, 5.8)
  for (const side of [-1, 1] as const) {
    const x = turned(pose, side * 11.2)
    const y = 9.3 + pose.nod
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(1, 0.56)
    const gradient = canvas.createRadialGradient(0, 0, 0, 0, 0, wide)
    gradient.addColorStop(0, css(skin.blush, strength))
    gradient.addColorStop(0.55, css(skin.blush, strength * 0.72))
    gradient.addColorStop(1, css(skin.blush, 0.01))
    canvas.fillStyle = gradient
    drawEllipse(canvas, 0, 0, wide, wide)
    canvas.restore()
    if (!strokes) continue
    canvas.fillStyle = css([206, 62, 70], 0.85)
    for (let index = -1; index <= 1; index++) {
      const sx = x + index * 2
      drawStroke(canvas, [sx + 0.7, y - 1.3], [sx, y], [sx - 0.7, y + 1.3], line * 0.65)
    }
  }
}

import { type Canvas, drawEllipse, drawStroke, type Gradient } from './brush.js'
import { css } from './color.js'
import type { Dice } from './dice.js'
import type { HairStyle } from './hair-style.js'
import { type ClothTones, clothColor, clothTones } from './palette.js'
import type { Pose } from './pose.js'

type Trace = () => void

function paint(canvas: Canvas, line: number, tones: ClothTones, fill: string | Gradient, trace: Trace): void {
  trace()
  canvas.strokeStyle = css(tones.line)
  canvas.lineWidth = line * 2
  canvas.stroke()
  canvas.fillStyle = fill
  canvas.fill()
}

function cloth(canvas: Canvas, tones: ClothTones, light: -1 | 1, reach: number): Gradient {
  const gradient = canvas.createLinearGradient(light * reach, -20, -light * reach, -8)
  gradient.addColorStop(0, css(tones.light))
  gradient.addColorStop(0.4, css(tones.base))
  gradient.addColorStop(1, css(tones.shade))
  return gradient
}

/** Paints one of several hats on the head, in the head's coordinates. */
export function drawHat(canvas: Canvas, hair: HairStyle, pose: Pose, dice: Dice): void {
  const tones = clothTones(clothColor(dice, [hair.tones.base, hair.tones.shade]))
  const trim = clothTones(clothColor(dice, [tones.base]))
  const kind = dice.pick(['beret', 'sun', 'cap', 'beanie', 'witch', 'sailor'] as const)
  canvas.save()
  canvas.lineJoin = 'round'
  canvas.translate(Math.sin(pose.turn) * 3, 0)
  const w = hair.width
  const fill = cloth(canvas, tones, hair.light, w)
  const hat: Hat = {
    canvas,
    tones,
    trim,
    fill,
    line: hair.line,
    w,
    top: -hair.height,
    light: hair.light,
    side: dice.side(),
  }
  painters[kind](hat)
  canvas.restore()
}

interface Hat {
  canvas: Canvas
  tones: ClothTones
  trim: ClothTones
  fill: Gradient
  line: number
  /** Half-width of the hair and height of its top. */
  w: number
  top: number
  light: -1 | 1
  side: -1 | 1
}

function traceCrown(hat: Hat, half: number, rim: number, top: number, sag: number): Trace {
  const { canvas } = hat
  return () => {
    canvas.beginPath()
    canvas.moveTo(-half, rim)
    canvas.bezierCurveTo(-half, top * 0.86, -half * 0.62, top, 0, top)
    canvas.bezierCurveTo(half * 0.62, top, half, top * 0.86, half, rim)
    canvas.quadraticCurveTo(0, rim + sag, -half, rim)
    canvas.closePath()
  }
}

function traceBand(hat: Hat, half: number, rim: number, tall: number, sag: number): Trace {
  const { canvas } = hat
  return () => {
    canvas.beginPath()
    canvas.moveTo(-half, rim)
    canvas.quadraticCurveTo(0, rim + sag, half, rim)
    canvas.lineTo(half * 0.98, rim - tall)
    canvas.quadraticCurveTo(0, rim - tall + sag, -half * 0.98, rim - tall)
    canvas.closePath()
  }
}

const painters = {
  beret(hat: Hat): void {
    const { canvas, tones, line, w, top, side } = hat
    canvas.save()
    canvas.rotate(side * 0.14)
    paint(canvas, line, tones, hat.fill, () => {
      canvas.beginPath()
      canvas.moveTo(-w * 0.94, -18)
      canvas.bezierCurveTo(-w * 1.45, -24, -w * 0.95, top - 6, side * 4, top - 6)
      canvas.bezierCurveTo(w * 0.95, top - 6, w * 1.45, -24, w * 0.94, -18)
      canvas.quadraticCurveTo(0, -27, -w * 0.94, -18)
      canvas.closePath()
    })
    paint(canvas, line, hat.trim, css(tones.shade), traceBand(hat, w * 0.94, -17, 4, -9))
    canvas.fillStyle = css(tones.line)
    drawStroke(canvas, [side * 4, top - 5], [side * 4.6, top - 8], [side * 6, top - 10], 1.2)
    canvas.restore()
  },
  sun(hat: Hat): void {
    const { canvas, tones, trim, line, w, top } = hat
    paint(canvas, line, tones, hat.fill, traceCrown(hat, w * 0.9, -18, top - 5, 0))
    paint(canvas, line, trim, css(trim.base), traceBand(hat, w * 0.91, -17, 6, 0))
    paint(canvas, line, tones, css(tones.base), () => {
      canvas.beginPath()
      canvas.moveTo(-w * 1.72, -12)
      canvas.bezierCurveTo(-w * 1.1, -22, w * 1.1, -22, w * 1.72, -12)
      canvas.bezierCurveTo(w * 1.2, -11.5, w * 0.7, -14.5, 0, -14.5)
      canvas.bezierCurveTo(-w * 0.7, -14.5, -w * 1.2, -11.5, -w * 1.72, -12)
      canvas.closePath()
    })
    canvas.fillStyle = css(tones.shade)
    drawStroke(canvas, [-w * 1.5, -12.6], [0, -16.8], [w * 1.5, -12.6], 1.1)
  },
  cap(hat: Hat): void {
    const { canvas, tones, trim, line, w, top, side } = hat
    paint(canvas, line, tones, hat.fill, traceCrown(hat, w * 1.02, -14, top - 4, -10))
    canvas.fillStyle = css(tones.line, 0.7)
    drawStroke(canvas, [0, top - 3.5], [side * 2, -27], [side * 1, -19], line * 0.7)
    drawStroke(canvas, [0, top - 3.5], [-side * w * 0.8, top + 4], [-side * w * 0.7, -17], line * 0.7)
    canvas.fillStyle = css(trim.base)
    drawEllipse(canvas, 0, top - 4, 1.8, 1.2)
    drawEllipse(canvas, side * 3, -27, 4, 4)
    paint(canvas, line, trim, css(trim.base), () => {
      canvas.beginPath()
      canvas.moveTo(-w * 0.86, -16)
      canvas.quadraticCurveTo(0, -25, w * 0.86, -16)
      canvas.bezierCurveTo(w * 1.0, -9, w * 0.4 + side * 6, -10.5, side * 6, -11)
      canvas.bezierCurveTo(-w * 0.4 + side * 6, -10.5, -w, -9, -w * 0.86, -16)
      canvas.closePath()
    })
  },
  beanie(hat: Hat): void {
    const { canvas, tones, trim, line, w, top } = hat
    canvas.fillStyle = css(trim.line)
    drawEllipse(canvas, 0, top - 8, 6 + line, 5.6 + line)
    canvas.fillStyle = css(trim.light)
    drawEllipse(canvas, 0, top - 8, 6, 5.6)
    paint(canvas, line, tones, hat.fill, traceCrown(hat, w * 1.04, -16, top - 5, -8))
    paint(canvas, line, trim, css(trim.base), traceBand(hat, w * 1.07, -12, 8, -9))
    canvas.fillStyle = css(trim.shade)
    for (let index = -5; index <= 5; index++) {
      const x = (index / 5.4) * w
      const drop = -4.5 * (1 - (index / 5.4) ** 2)
      drawStroke(canvas, [x, -19.5 + drop], [x, -16 + drop], [x, -12.5 + drop], 0.7)
    }
  },
  witch(hat: Hat): void {
    const { canvas, tones, trim, line, w, top, side } = hat
    paint(canvas, line, tones, hat.fill, () => {
      canvas.beginPath()
      canvas.moveTo(-w * 0.88, -17)
      canvas.bezierCurveTo(-w * 0.7, top - 2, -w * 0.3 + side * 3, top - 10, side * 12, top - 24)
      canvas.bezierCurveTo(w * 0.3 + side * 3, top - 12, w * 0.7, top - 2, w * 0.88, -17)
      canvas.closePath()
    })
    paint(canvas, line, trim, css(trim.base), traceBand(hat, w * 0.9, -17, 6.5, -3))
    paint(canvas, line, tones, css(tones.shade), () => {
      canvas.beginPath()
      canvas.moveTo(-w * 1.8, -15)
      canvas.bezierCurveTo(-w * 1.0, -25, w * 1.0, -25, w * 1.8, -15)
      canvas.bezierCurveTo(w * 1.1, -11.5, -w * 1.1, -11.5, -w * 1.8, -15)
      canvas.closePath()
    })
    canvas.fillStyle = css(tones.base)
    drawStroke(canvas, [-w * 1.6, -15.6], [0, -21], [w * 1.6, -15.6], 2)
  },
  sailor(hat: Hat): void {
    const { canvas, tones, trim, line, w, top, side } = hat
    canvas.save()
    canvas.rotate(side * 0.08)
    paint(canvas, line, tones, hat.fill, () => {
      canvas.beginPath()
      canvas.moveTo(-w * 0.84, -21)
      canvas.bezierCurveTo(-w * 1.25, -26, -w * 1.1, top - 5, -w * 0.7, top - 5)
      canvas.quadraticCurveTo(0, top - 9, w * 0.7, top - 5)
      canvas.bezierCurveTo(w * 1.1, top - 5, w * 1.25, -26, w * 0.84, -21)
      canvas.quadraticCurveTo(0, -29, -w * 0.84, -21)
      canvas.closePath()
    })
    paint(canvas, line, trim, css(trim.base), traceBand(hat, w * 0.9, -17, 7, -9))
    canvas.fillStyle = css(tones.light)
    drawEllipse(canvas, 0, -25.4, 2.4, 2.4)
    canvas.restore()
  },
} satisfies Record<string, (hat: Hat) => void>

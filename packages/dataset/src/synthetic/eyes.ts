import { type Canvas, drawEllipse, drawStroke } from './brush.js'
import { type Color, css, mix } from './color.js'
import type { Dice } from './dice.js'
import type { EyeTones, SkinTones } from './palette.js'
import { foreshortening, type Pose, turned } from './pose.js'

/** Proportions and manner of a pair of eyes, in hundredths of the picture. */
export interface EyeShape {
  /** Distance of each eye's centre from the middle of the face. */
  apart: number
  /** Half-width and half-height of the opening. */
  width: number
  height: number
  /** Rise of the outer corner: negative droops, positive is keen. */
  slant: number
  /** How much of the upper part the lid covers, 0..0.3. */
  lid: number
  /** Direction of the gaze. */
  gazeX: number
  gazeY: number
  /** Thickness of the upper lashes. */
  lash: number
  /** How far lashes stick out of the outer corner. */
  wing: number
  lashes: number
  fold: boolean
  iris: number
  shine: 'round' | 'tall' | 'double'
  lower: boolean
  /** How angular the opening is: 0 round, 1 with corners. */
  corners: number
  /** How large and strong further lights in the iris are: 0 none, 1 many. */
  sparkle: number
  brow: { height: number; slope: number; width: number; arch: number }
}

/** Chooses the eyes. */
export function chooseEyeShape(dice: Dice): EyeShape {
  const slant = dice.between(-1.5, 1.7)
  return {
    apart: dice.between(8.9, 9.8),
    width: dice.between(5.2, 6.2),
    height: dice.between(5.0, 6.5),
    slant,
    lid: dice.chance(0.2) ? dice.between(0.16, 0.26) : dice.between(0.03, 0.13),
    gazeX: dice.chance(0.3) ? dice.between(-1.2, 1.2) : dice.between(-0.3, 0.3),
    gazeY: dice.between(-0.3, 0.4),
    lash: dice.between(1.2, 1.9),
    wing: dice.between(0.3, 1.4),
    lashes: dice.count(0, 3),
    fold: dice.chance(0.75),
    iris: dice.between(0.66, 0.77),
    shine: dice.pick(['round', 'tall', 'double'] as const),
    lower: dice.chance(0.7),
    corners: 0,
    sparkle: 0,
    brow: {
      height: dice.between(9.2, 11),
      slope: slant * 0.5 + dice.between(-1.2, 1.2),
      width: dice.between(0.45, 0.85),
      arch: dice.between(0.6, 1.8),
    },
  }
}

interface Eye extends EyeShape {
  /** Direction from the nose outwards in the picture: the eye is drawn mirrored on the left. */
  side: -1 | 1
}

function traceOpening(canvas: Canvas, eye: Eye): void {
  const { width, height, slant, lid, corners: c } = eye
  const top = -height * (1 - lid)
  canvas.beginPath()
  canvas.moveTo(-width, 1.2)
  canvas.bezierCurveTo(
    -width * (0.85 - c * 0.1),
    top * (0.95 - c * 0.35),
    -width * (0.1 + c * 0.25),
    top * (1.22 - c * 0.12),
    width * (0.5 + c * 0.22),
    top * (0.86 + c * 0.1),
  )
  canvas.quadraticCurveTo(width * (0.9 + c * 0.02), top * (0.5 + c * 0.25), width, -slant)
  canvas.bezierCurveTo(
    width * (0.95 - c * 0.05),
    height * (0.6 - c * 0.1),
    width * (0.55 + c * 0.12),
    height * 0.98,
    width * c * 0.35,
    height * 0.98,
  )
  canvas.bezierCurveTo(
    -width * (0.5 - c * 0.15),
    height * (0.98 + c * 0.02),
    -width * (0.8 - c * 0.2),
    height * (0.6 + c * 0.2),
    -width,
    1.2,
  )
  canvas.closePath()
}

function drawIris(canvas: Canvas, eye: Eye, tones: EyeTones): void {
  const { width, height, side } = eye
  const rx = width * eye.iris
  const ry = height * 1.02
  const x = (eye.gazeX - 0.25 * side) * side * 0.9
  const y = eye.gazeY - 0.25
  canvas.fillStyle = css(tones.line)
  drawEllipse(canvas, x, y, rx + 0.35, ry + 0.2)
  const gradient = canvas.createLinearGradient(0, y - ry, 0, y + ry)
  gradient.addColorStop(0, css(tones.dark))
  gradient.addColorStop(0.3, css(mix(tones.dark, tones.base, 0.55)))
  gradient.addColorStop(0.55, css(tones.base))
  gradient.addColorStop(1, css(tones.bright))
  canvas.fillStyle = gradient
  drawEllipse(canvas, x, y, rx - 0.1, ry - 0.2)
  canvas.fillStyle = css(mix(tones.line, tones.dark, 0.2), 0.92)
  drawEllipse(canvas, x, y - ry * 0.06, rx * 0.42, ry * 0.4)
  canvas.fillStyle = css(tones.bright, 0.85)
  drawStroke(
    canvas,
    [x - rx * 0.7, y + ry * 0.42],
    [x, y + ry * 1.18],
    [x + rx * 0.7, y + ry * 0.42],
    ry * 0.2,
  )
  if (eye.sparkle > 0) {
    const glow = canvas.createRadialGradient(x, y + ry * 0.6, 0, x, y + ry * 0.6, rx)
    glow.addColorStop(0, css(mix(tones.bright, [255, 255, 255], 0.45), eye.sparkle * 0.85))
    glow.addColorStop(1, css(tones.bright, 0.001))
    canvas.fillStyle = glow
    drawEllipse(canvas, x, y, rx - 0.1, ry - 0.2)
  }
  canvas.fillStyle = css(tones.line, 0.42)
  canvas.fillRect(-width * 1.2, -height * 1.3, width * 2.4, height * (0.68 + eye.lid * 0.6))
}

function drawShine(canvas: Canvas, eye: Eye, light: -1 | 1): void {
  const toward = light * eye.side
  const x = toward * eye.width * 0.34 + eye.gazeX * eye.side * 0.6
  const y = -eye.height * (0.44 - eye.lid * 0.7)
  canvas.fillStyle = 'rgb(255,255,255)'
  if (eye.shine === 'tall') drawEllipse(canvas, x, y, 1.15, 2, 0.2)
  else drawEllipse(canvas, x, y, 1.5, 1.65)
  if (eye.shine === 'double') drawEllipse(canvas, x + toward * 1.1, y + 2.5, 0.65, 0.75)
  drawEllipse(canvas, -x * 0.9, eye.height * 0.42, 0.75, 0.85)
  if (eye.sparkle > 0) drawSparkles(canvas, eye, x, y, toward)
}

/** Adds the lights of later years: a second large one, small ones beside it, a soft one below; all grow with sparkle. */
function drawSparkles(canvas: Canvas, eye: Eye, x: number, y: number, toward: number): void {
  const { sparkle, height } = eye
  drawEllipse(canvas, x, y, 1.5 + sparkle * 0.5, 1.65 + sparkle * 0.75, 0.2)
  drawEllipse(canvas, -x * 0.95, height * 0.38, sparkle * 1.15, sparkle * 1.3)
  drawEllipse(canvas, x - toward * 2.6, y - 0.2, sparkle * 0.5, sparkle * 0.6)
  drawEllipse(canvas, x * 0.3, height * 0.62, sparkle * 0.5, sparkle * 0.45)
}

function drawLashes(canvas: Canvas, eye: Eye, color: Color, line: number): void {
  const { width, height, slant, lid, lash, wing, corners: c } = eye
  const top = -height * (1 - lid)
  canvas.fillStyle = css(color)
  canvas.beginPath()
  canvas.moveTo(-width - 0.4, 1.5)
  canvas.bezierCurveTo(
    -width * (0.9 - c * 0.1),
    top * (1.05 - c * 0.35) - lash * 0.5,
    -width * (0.1 + c * 0.25),
    top * (1.28 - c * 0.12) - lash * 0.8,
    width * (0.55 + c * 0.25),
    top * (0.92 + c * 0.12) - lash * 0.8,
  )
  canvas.quadraticCurveTo(
    width * (0.95 + c * 0.05),
    top * (0.6 + c * 0.2),
    width + wing,
    -slant - 0.7 - wing * 0.5,
  )
  canvas.quadraticCurveTo(width * 1.0, top * 0.1 - slant * 0.5, width + 0.1, -slant + 1.4)
  canvas.quadraticCurveTo(
    width * 0.8,
    top * (0.36 + c * 0.2),
    width * (0.45 + c * 0.2),
    top * (0.76 + c * 0.1),
  )
  canvas.bezierCurveTo(
    -width * (0.1 + c * 0.2),
    top * (1.06 - c * 0.1),
    -width * (0.75 - c * 0.05),
    top * (0.85 - c * 0.3),
    -width - 0.4,
    1.5,
  )
  canvas.fill()
  for (let index = 0; index < eye.lashes; index++) {
    const x = width * (0.62 + index * 0.17)
    const y = top * (0.88 - index * 0.24)
    drawStroke(canvas, [x - 0.8, y + 0.4], [x + 0.3, y - 0.4], [x + 1.3 + wing * 0.5, y - 1.1], 0.5)
  }
  if (eye.fold) {
    canvas.fillStyle = css(color, 0.6)
    drawStroke(
      canvas,
      [-width * 0.6, top * 1.12 - lash - 0.5],
      [width * 0.2, top * 1.5 - lash],
      [width * 0.9, top * 0.86 - lash - 0.4],
      line * 0.7,
    )
  }
  canvas.fillStyle = css(color, eye.lower ? 0.85 : 0.5)
  drawStroke(
    canvas,
    [width * 0.98, 0.4],
    [width * 0.8, height * 0.98],
    [width * 0.05, height * 1.0],
    line * (eye.lower ? 0.9 : 0.6),
  )
}

function inEachEye(canvas: Canvas, shape: EyeShape, pose: Pose, paint: (eye: Eye) => void): void {
  for (const side of [-1, 1] as const) {
    canvas.save()
    canvas.translate(turned(pose, side * shape.apart), pose.nod)
    canvas.scale(side * foreshortening(pose, side * shape.apart), 1)
    paint({ ...shape, side })
    canvas.restore()
  }
}

/** Paints whites, irises and shines. */
export function drawEyes(
  canvas: Canvas,
  shape: EyeShape,
  pose: Pose,
  tones: EyeTones,
  skin: SkinTones,
  light: -1 | 1,
): void {
  inEachEye(canvas, shape, pose, (eye) => {
    traceOpening(canvas, eye)
    canvas.fillStyle = css(mix(skin.light, [252, 252, 255], 0.85))
    canvas.fill()
    canvas.save()
    canvas.clip()
    drawIris(canvas, eye, tones)
    canvas.fillStyle = css([92, 80, 120], 0.3)
    canvas.fillRect(-eye.width * 1.2, -eye.height * 1.3, eye.width * 2.4, eye.height * (0.55 + eye.lid))
    canvas.restore()
    drawShine(canvas, eye, light)
  })
}

/** Paints lashes and the folds of the lids; opacity below 1 lets them shine through the hair before them. */
export function drawEyelashes(
  canvas: Canvas,
  shape: EyeShape,
  pose: Pose,
  color: Color,
  line: number,
  opacity: number,
): void {
  canvas.globalAlpha = opacity
  inEachEye(canvas, shape, pose, (eye) => drawLashes(canvas, eye, color, line))
  canvas.globalAlpha = 1
}

/** Paints the brows. */
export function drawBrows(canvas: Canvas, shape: EyeShape, pose: Pose, color: Color, opacity: number): void {
  const { brow, width } = shape
  canvas.globalAlpha = opacity
  canvas.fillStyle = css(color)
  inEachEye(canvas, shape, pose, () => {
    drawStroke(
      canvas,
      [-width * 0.75, -brow.height + brow.slope],
      [width * 0.3, -brow.height - brow.arch - brow.slope * 0.3],
      [width * 1.05, -brow.height + 0.8 - brow.slope],
      brow.width,
    )
  })
  canvas.globalAlpha = 1
}

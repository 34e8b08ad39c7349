import { type Canvas, drawEllipse, drawStroke } from './brush.js'
import { type Color, css } from './color.js'
import type { Dice } from './dice.js'
import type { HairStyle } from './hair-style.js'
import { drawTresses, type Tress } from './hair-tress.js'

/** Where hair is tied, in the head's coordinates. */
export interface Tie {
  x: number
  y: number
  side: -1 | 1
}

/** Places of the two ties of twintails. */
export function twintailTies(hair: HairStyle): Tie[] {
  return ([-1, 1] as const).map((side) => ({ x: side * (hair.width - 1.5), y: -hair.tie, side }))
}

/** Place of the ponytail's tie, high at the back and to one side. */
export function ponytailTie(hair: HairStyle): Tie {
  return { x: hair.ponytailSide * 15, y: -hair.height + 3, side: hair.ponytailSide }
}

function tailTress(tie: Tie, length: number, out: number, dice: Dice): Tress {
  const { x, y, side } = tie
  return {
    spine: [
      [x, y],
      [x + side * (out + 5), y - dice.between(1, 5)],
      [x + side * (out + 4), y + length * 0.55],
      [x + side * (out + dice.between(-5, 4)), y + length],
    ],
    root: 3,
    belly: 7.4,
    spread: 4.5,
    strands: dice.count(3, 5),
    ragged: 6,
  }
}

/** Paints twintails and ponytail; drawn before the head, since they hang behind it. */
export function drawTails(canvas: Canvas, hair: HairStyle, dice: Dice): void {
  const tresses: Tress[] = []
  const reach = hair.length === 'short' ? 34 : hair.length === 'long' ? 82 : dice.between(52, 70)
  const out = dice.between(5, 10)
  if (hair.twintails && !hair.drills) {
    for (const tie of twintailTies(hair)) tresses.push(tailTress(tie, reach, out, dice))
  }
  if (hair.ponytail) {
    const tie = ponytailTie(hair)
    const sweep = dice.between(13, 17)
    tresses.push({
      spine: [
        [tie.x, tie.y],
        [tie.x + tie.side * sweep, tie.y - 9],
        [tie.x + tie.side * (sweep + 9), tie.y + 24],
        [tie.x + tie.side * (sweep + dice.between(-1, 5)), tie.y + (hair.length === 'short' ? 46 : 62)],
      ],
      root: 3.4,
      belly: 7.6,
      spread: 4.5,
      strands: dice.count(4, 5),
      ragged: 7,
    })
  }
  if (tresses.length > 0) drawTresses(canvas, tresses, hair, dice)
}

/** Paints the bands that hold the tails. */
export function drawTies(canvas: Canvas, hair: HairStyle, color: Color): void {
  const ties = [...(hair.twintails ? twintailTies(hair) : []), ...(hair.ponytail ? [ponytailTie(hair)] : [])]
  for (const tie of ties) {
    const angle = tie.y < -hair.height + 6 ? tie.side * 0.7 : tie.side * 0.15
    canvas.fillStyle = css(hair.tones.line)
    drawEllipse(canvas, tie.x + tie.side * 0.6, tie.y, 2.1, 4.1, angle)
    canvas.fillStyle = css(color)
    drawEllipse(canvas, tie.x + tie.side * 0.6, tie.y, 1.5, 3.5, angle)
  }
}

/** Paints one ringlet per side: bands that wind around a drill which narrows to a point. */
export function drawDrills(canvas: Canvas, hair: HairStyle, dice: Dice): void {
  if (!hair.drills) return
  const bands = dice.count(6, 8)
  const size = dice.between(0.92, 1.12)
  const length = hair.length === 'short' ? 36 : dice.between(46, 54)
  for (const side of [-1, 1] as const) {
    const x = side * (hair.twintails ? hair.width + 5.5 : hair.width + 1.5)
    const y = hair.twintails ? -hair.tie : 0
    for (let index = bands - 1; index >= 0; index--) {
      const t = index / (bands - 1)
      const width = (t < 0.25 ? 5.2 + t * 9 : 7.4 * (1 - (t - 0.25) ** 1.6 * 1.1)) * size
      drawBand(
        canvas,
        hair,
        side,
        x + side * Math.sin(t * 2.4) * 3,
        y + t * length,
        Math.max(1.6, width),
        length / bands,
      )
    }
  }
}

function drawBand(
  canvas: Canvas,
  hair: HairStyle,
  side: -1 | 1,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  const { tones } = hair
  const slope = side * -0.36
  canvas.save()
  canvas.translate(x, y)
  canvas.rotate(slope)
  canvas.fillStyle = css(tones.line)
  drawEllipse(canvas, 0, 0, width + hair.line, height * 0.72 + hair.line)
  const gradient = canvas.createLinearGradient(-width, 0, width, 0)
  gradient.addColorStop(0, css(tones.deep))
  gradient.addColorStop(0.28, css(tones.base))
  gradient.addColorStop(hair.light > 0 ? 0.62 : 0.4, css(tones.light))
  gradient.addColorStop(0.75, css(tones.base))
  gradient.addColorStop(1, css(tones.deep))
  canvas.fillStyle = gradient
  drawEllipse(canvas, 0, 0, width, height * 0.72)
  canvas.fillStyle = css(tones.deep, 0.9)
  drawStroke(
    canvas,
    [-width * 0.95, height * 0.1],
    [0, height * 0.95],
    [width * 0.95, height * 0.1],
    height * 0.26,
  )
  canvas.fillStyle = css(tones.shine, 0.8)
  drawStroke(
    canvas,
    [-width * 0.5, -height * 0.1],
    [0, height * 0.16],
    [width * 0.45, -height * 0.12],
    height * 0.1,
  )
  canvas.restore()
}

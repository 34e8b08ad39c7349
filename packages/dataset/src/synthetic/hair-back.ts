import type { Canvas } from './brush.js'
import { css } from './color.js'
import type { Dice } from './dice.js'
import type { HairStyle } from './hair-style.js'
import { drawTresses, type Tress } from './hair-tress.js'

const reaches = { short: 19, medium: 33, long: 64, layered: 64, tied: 10 } as const

/** Paints the loose hair behind the head, in the head's coordinates (origin between the eyes, y downwards). */
export function drawBackHair(canvas: Canvas, hair: HairStyle, dice: Dice): void {
  const { tones, width, height } = hair
  const reach = reaches[hair.length] + dice.between(-1.5, 1.5)
  const flare = hair.length === 'short' ? dice.between(-4, 2.5) : dice.between(-1, 4) + (reach > 50 ? 3 : 0)
  const bottom = width + flare
  const tips = dice.count(7, 10)
  const gradient = canvas.createLinearGradient(0, -height, 0, reach)
  gradient.addColorStop(0, css(tones.shade))
  gradient.addColorStop(0.55, css(tones.deep))
  gradient.addColorStop(1, css(tones.shade))
  canvas.beginPath()
  canvas.moveTo(0, -height + 1)
  canvas.bezierCurveTo(width * 0.85, -height + 1, width + 2, -height * 0.55, width + 0.5, 0)
  canvas.bezierCurveTo(width + 1.5, reach * 0.4, bottom + 2, reach * 0.7, bottom, reach)
  for (let index = 1; index <= tips; index++) {
    const from = bottom - ((index - 1) / tips) * bottom * 2
    const to = bottom - (index / tips) * bottom * 2
    const notch = reach - dice.between(3, 6) - (Math.abs(to) < bottom * 0.6 ? 2 : 0)
    const inward = hair.length === 'short' ? (from > 0 ? -1.2 : 1.2) : 0
    const middle = (from + to) / 2
    canvas.quadraticCurveTo(from + inward, reach - 2, middle, notch)
    if (index < tips) canvas.quadraticCurveTo(to - inward, reach - 1.5, to, reach + dice.between(-2, 1))
    else canvas.quadraticCurveTo(to, reach - 2, -bottom, reach)
  }
  canvas.bezierCurveTo(-bottom - 2, reach * 0.7, -width - 1.5, reach * 0.4, -width - 0.5, 0)
  canvas.bezierCurveTo(-width - 2, -height * 0.55, -width * 0.85, -height + 1, 0, -height + 1)
  canvas.closePath()
  canvas.lineJoin = 'round'
  canvas.strokeStyle = css(tones.line)
  canvas.lineWidth = hair.line * 2
  canvas.stroke()
  canvas.fillStyle = gradient
  canvas.fill()
  drawTresses(canvas, outerTresses(hair, reach, bottom, dice), hair, dice)
}

function outerTresses(hair: HairStyle, reach: number, bottom: number, dice: Dice): Tress[] {
  if (hair.length === 'tied') return []
  const curl = hair.length === 'short' ? dice.between(-5, 3) : dice.between(-2, 3)
  return ([-1, 1] as const).map((side) => ({
    spine: [
      [side * (hair.width - 9), -24],
      [side * (hair.width + 2), -8],
      [side * (bottom - 2), reach * 0.65],
      [side * (bottom - 4 + curl), reach + 1],
    ],
    root: 0.6,
    belly: hair.length === 'short' ? 4.6 : 5.4,
    spread: hair.length === 'short' ? 3.5 : 5.5,
    strands: 3,
    ragged: 3,
  }))
}

/** Paints the long hair that falls before the shoulders, in the head's coordinates; nothing for shorter hair. */
export function drawFallingHair(canvas: Canvas, hair: HairStyle, dice: Dice): void {
  if (hair.length !== 'long' && hair.length !== 'layered') return
  const inner = dice.between(-1.5, 2)
  const tresses = ([-1, 1] as const).map(
    (side): Tress => ({
      spine: [
        [side * (hair.width - 7), -20],
        [side * (hair.width + 0.5), 0],
        [side * (hair.width - 3 + inner), 34],
        [side * (hair.width - 1 + inner + dice.between(-2, 3)), 66],
      ],
      root: 0.5,
      belly: 5.6,
      spread: 7.5,
      strands: 4,
      ragged: 5,
    }),
  )
  drawTresses(canvas, tresses, hair, dice)
}

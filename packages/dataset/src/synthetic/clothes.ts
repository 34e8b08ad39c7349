import { type Canvas, drawEllipse, drawStroke } from './brush.js'
import { drawCloth, drawPiece, onShoulders, type Shoulders } from './cloth.js'
import { type Color, css } from './color.js'
import type { Dice } from './dice.js'
import { type ClothTones, clothColor, clothTones } from './palette.js'
import { drawBow } from './ribbon.js'

/** The colours that a person wears. */
interface Outfit {
  main: ClothTones
  second: ClothTones
  accent: ClothTones
}

type Wear = (canvas: Canvas, outfit: Outfit, body: Shoulders, dice: Dice) => void

const sides = [-1, 1] as const
const vee = [0, 46, 6, 33, 8, 28]
const open = [0, 39, 5.5, 33, 7, 28]
const round = [0, 39, 8, 36.5, 12, 32]
const shirtWhite = clothTones([250, 250, 252])
const shirtWing = [5.4, 28.5, 7.5, 31, 9, 40.5, 3.6, 42.5, 0.6, 37]

/** Chooses colours that stand apart from those to avoid, and paints one of many clothes over the shoulders. */
export function drawClothes(canvas: Canvas, body: Shoulders, avoid: readonly Color[], dice: Dice): void {
  const main = clothColor(dice, avoid)
  const second = clothColor(dice, [main])
  const accent = clothTones(clothColor(dice, [main, second]))
  const wear = dice.pick(wardrobe)
  wear(canvas, { main: clothTones(main), second: clothTones(second), accent }, body, dice)
}

const wearSailor: Wear = (canvas, { main, second, accent }, body) => {
  drawCloth(canvas, body, main, vee)
  for (const side of sides) {
    drawPiece(canvas, [5.6, 29, 13, 32, 22, 37, 19, 47, 1, 51], side, second, body.line)
    canvas.strokeStyle = css(main.light)
    canvas.lineWidth = 0.8
    canvas.beginPath()
    canvas.moveTo(side * 20, 38.5)
    canvas.lineTo(side * 17.4, 45.6)
    canvas.lineTo(side * 2, 49)
    canvas.stroke()
  }
  drawBow(canvas, 0, 51, 7.5, 0, accent, body.line)
}

const wearBlazer: Wear = (canvas, { main, accent }, body, dice) => {
  drawCloth(canvas, body, shirtWhite, open)
  onShoulders(canvas, body, () => {
    for (const side of sides) {
      drawPiece(canvas, [8, 31, 24, 36, 40, 40, 44, 84, 0, 84, 1, 62, 7, 42], side, main, body.line)
      drawPiece(
        canvas,
        [8, 31.5, 14, 40, 11, 43, 13, 46, 1.4, 60, 6.4, 42],
        side,
        main,
        body.line,
        main.shade,
      )
      drawPiece(canvas, shirtWing, side, shirtWhite, body.line)
    }
  })
  if (dice.chance(0.5)) drawBow(canvas, 0, 40.5, 6, 0, accent, body.line)
  else drawPiece(canvas, [-1.6, 38, 1.6, 38, 3, 58, 0, 62, -3, 58], 1, accent, body.line)
}

const wearShirt: Wear = (canvas, { main, accent }, body, dice) => {
  drawCloth(canvas, body, main, open)
  for (const side of sides) drawPiece(canvas, shirtWing, side, main, body.line)
  if (dice.chance(0.6)) drawBow(canvas, 0, 41, 6.2, 0, accent, body.line)
  canvas.fillStyle = css(main.line, 0.7)
  drawStroke(canvas, [0, 44], [0.4, 52], [0, 62], body.line * 0.8)
}

const wearTurtleneck: Wear = (canvas, { main }, body) => {
  drawCloth(canvas, body, main, [0, 30, 14, 30])
  drawPiece(canvas, [-7.2, 25, 0, 26.5, 7.2, 25, 8.8, 33.5, 0, 36, -8.8, 33.5], 1, main, body.line)
  canvas.fillStyle = css(main.shade)
  for (let x = -6; x <= 6; x += 3) drawStroke(canvas, [x, 26.5], [x * 1.08, 30], [x * 1.15, 33.5], 0.6)
}

const wearHoodie: Wear = (canvas, { main, second, accent }, body) => {
  drawCloth(canvas, body, main, [0, 40, 6, 35, 14, 31])
  for (const side of sides) {
    drawPiece(canvas, [6, 27, 14, 30, 17, 36, 9, 44, 0.5, 46, 4, 37], side, second, body.line)
    canvas.fillStyle = css(accent.light)
    drawStroke(canvas, [side * 4, 44], [side * 4.6, 51], [side * 4, 58], 0.8)
  }
}

const wearDress: Wear = (canvas, { main, second, accent }, body) => {
  drawCloth(canvas, body, main, [0, 47, 12, 50, 24, 44, 44, 45])
  canvas.strokeStyle = css(second.base)
  canvas.lineWidth = 1.8
  canvas.beginPath()
  canvas.moveTo(-6.4, 29.5)
  canvas.quadraticCurveTo(0, 33.5, 6.4, 29.5)
  canvas.stroke()
  canvas.fillStyle = css(accent.base)
  drawEllipse(canvas, 0, 32.5, 1.6, 1.8)
}

const wearKimono: Wear = (canvas, { main, second, accent }, body, dice) => {
  drawCloth(canvas, body, main, vee)
  drawPiece(canvas, [-6, 28, -10, 30.5, -1, 50, 4, 47], 1, second, body.line)
  drawPiece(canvas, [6, 28, 10, 30.5, -4, 60, -10, 64, -8, 56], 1, second, body.line, second.light)
  onShoulders(canvas, body, () => {
    canvas.fillStyle = css(accent.base)
    for (let spot = 0; spot < 6; spot++) {
      drawEllipse(canvas, dice.side() * dice.between(13, 27), dice.between(41, 58), 2, 2)
    }
  })
}

const wearCamisole: Wear = (canvas, { main }, body) => {
  drawCloth(canvas, body, main, [0, 52, 11, 47, 20, 46, 44, 49])
  for (const side of sides) drawPiece(canvas, [13, 33, 15.5, 34, 15.5, 47, 12.5, 47.5], side, main, body.line)
}

const wearTee: Wear = (canvas, { main, second }, body) => {
  drawCloth(canvas, body, main, round)
  canvas.strokeStyle = css(second.base)
  canvas.lineWidth = 1.9
  canvas.beginPath()
  canvas.moveTo(-11.5, 32.4)
  canvas.bezierCurveTo(-7, 39.5, 7, 39.5, 11.5, 32.4)
  canvas.stroke()
}

const wearFrills: Wear = (canvas, { main, second, accent }, body) => {
  drawCloth(canvas, body, main, round)
  for (let index = -4; index <= 4; index++) {
    const x = index * 3.6
    const y = 38.5 - x * x * 0.024
    canvas.fillStyle = css(second.line)
    drawEllipse(canvas, x, y, 2.6 + body.line * 0.7, 3.6 + body.line * 0.7)
    canvas.fillStyle = css(index % 2 === 0 ? second.base : second.light)
    drawEllipse(canvas, x, y, 2.6, 3.6)
  }
  drawBow(canvas, 0, 43, 5.4, 0, accent, body.line)
}

const wardrobe: readonly Wear[] = [
  wearSailor,
  wearSailor,
  wearBlazer,
  wearShirt,
  wearTurtleneck,
  wearHoodie,
  wearDress,
  wearKimono,
  wearCamisole,
  wearTee,
  wearFrills,
]

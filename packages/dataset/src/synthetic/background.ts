import { type Canvas, drawEllipse } from './brush.js'
import { type Color, css, hsl, mix } from './color.js'
import type { Dice } from './dice.js'

const white: Color = [255, 255, 255]

/** Paints the background over the whole picture (100 by 100) and gives its main colour. */
export function drawBackground(canvas: Canvas, dice: Dice): Color {
  const kind = dice.weighted([
    ['white', 3],
    ['plain', 2.5],
    ['gradient', 2.5],
    ['dots', 0.8],
    ['stripes', 0.8],
    ['checks', 0.5],
    ['bokeh', 1.2],
    ['sky', 1],
    ['room', 0.9],
    ['rays', 0.4],
    ['petals', 0.6],
  ] as const)
  const color =
    kind === 'white' ? white : hsl(dice.between(0, 360), dice.between(0.15, 0.7), dice.between(0.72, 0.92))
  const second = mix(color, hsl(dice.between(0, 360), 0.5, 0.88), 0.65)
  canvas.fillStyle = css(color)
  canvas.fillRect(0, 0, 100, 100)
  const pale = css(mix(color, white, 0.5))
  switch (kind) {
    case 'gradient':
      fillGradient(canvas, color, dice.chance(0.4) ? white : second, dice)
      break
    case 'dots': {
      canvas.fillStyle = pale
      const step = dice.between(8, 14)
      for (let row = 0; row * step < 106; row++) {
        for (let column = 0; column * step < 106; column++) {
          drawEllipse(canvas, (column + (row % 2) / 2) * step, row * step, step * 0.24, step * 0.24)
        }
      }
      break
    }
    case 'stripes': {
      canvas.strokeStyle = pale
      const step = dice.between(8, 16)
      canvas.lineWidth = step * 0.45
      const lean = dice.pick([-60, 0, 60])
      canvas.beginPath()
      for (let x = -70; x < 170; x += step) {
        canvas.moveTo(x, 0)
        canvas.lineTo(x + lean, 100)
      }
      canvas.stroke()
      break
    }
    case 'checks': {
      canvas.fillStyle = pale
      const step = dice.between(9, 15)
      for (let row = 0; row * step < 100; row++) {
        for (let column = row % 2; column * step < 100; column += 2)
          canvas.fillRect(column * step, row * step, step, step)
      }
      break
    }
    case 'bokeh':
      fillGradient(canvas, mix(color, second, 0.3), mix(color, [70, 70, 120], 0.3), dice)
      for (let index = dice.count(10, 18); index > 0; index--) {
        const radius = dice.between(2, 11)
        canvas.fillStyle = css(mix(second, white, dice.between(0.2, 0.8)), dice.between(0.2, 0.6))
        drawEllipse(canvas, dice.between(0, 100), dice.between(0, 100), radius, radius)
      }
      break
    case 'sky':
      drawSky(canvas, dice)
      break
    case 'room':
      drawRoom(canvas, color, dice)
      break
    case 'rays': {
      canvas.fillStyle = pale
      const count = dice.count(10, 18)
      for (let index = 0; index < count; index++) {
        const angle = (index / count) * Math.PI * 2
        canvas.beginPath()
        canvas.moveTo(50, 45)
        canvas.lineTo(50 + Math.cos(angle) * 120, 45 + Math.sin(angle) * 120)
        canvas.lineTo(
          50 + Math.cos(angle + Math.PI / count) * 120,
          45 + Math.sin(angle + Math.PI / count) * 120,
        )
        canvas.fill()
      }
      break
    }
    case 'petals':
      fillGradient(canvas, color, white, dice)
      canvas.fillStyle = css(mix(second, [255, 190, 205], 0.7), 0.9)
      for (let index = dice.count(8, 16); index > 0; index--) {
        drawEllipse(canvas, dice.between(0, 100), dice.between(0, 100), 2.4, 1.4, dice.between(0, 3.1))
      }
  }
  return color
}

function fillGradient(canvas: Canvas, first: Color, second: Color, dice: Dice): void {
  const across = dice.chance(0.4) ? 100 : 0
  const gradient = canvas.createLinearGradient(0, 0, across, 100)
  gradient.addColorStop(0, css(first))
  gradient.addColorStop(1, css(second))
  canvas.fillStyle = gradient
  canvas.fillRect(0, 0, 100, 100)
}

function drawSky(canvas: Canvas, dice: Dice): void {
  const dusk = dice.chance(0.3)
  const gradient = canvas.createLinearGradient(0, 0, 0, 100)
  gradient.addColorStop(0, css(dusk ? [150, 130, 190] : [118, 178, 232]))
  gradient.addColorStop(1, css(dusk ? [255, 206, 170] : [222, 240, 250]))
  canvas.fillStyle = gradient
  canvas.fillRect(0, 0, 100, 100)
  canvas.fillStyle = css(dusk ? [255, 226, 206] : white, 0.85)
  for (let cloud = dice.count(2, 4); cloud > 0; cloud--) {
    const x = dice.between(-5, 105)
    const y = dice.between(8, 70)
    for (let puff = 0; puff < 5; puff++) {
      const radius = dice.between(4, 9)
      drawEllipse(canvas, x + (puff - 2) * 6, y - dice.between(0, 4), radius * 1.2, radius * 0.7)
    }
  }
}

function drawRoom(canvas: Canvas, color: Color, dice: Dice): void {
  canvas.fillStyle = css(mix(color, [120, 96, 84], 0.22))
  canvas.fillRect(0, 72, 100, 28)
  const left = dice.chance(0.5) ? dice.between(-8, 4) : dice.between(60, 72)
  const light = dice.pick<Color>([
    [206, 232, 250],
    [255, 236, 200],
    [232, 246, 226],
  ])
  canvas.fillStyle = css(mix(color, [110, 90, 80], 0.4))
  canvas.fillRect(left - 2, 6, 40, 56)
  canvas.fillStyle = css(light)
  canvas.fillRect(left, 8, 17, 52)
  canvas.fillRect(left + 19, 8, 17, 52)
}

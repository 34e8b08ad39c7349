import { type Canvas, drawStroke } from './brush.js'
import { type Color, css } from './color.js'
import type { ClothTones } from './palette.js'

/** The shoulders that the clothes lie on. */
export interface Shoulders {
  half: number
  light: -1 | 1
  line: number
  /** Traces the shoulders as the current path. */
  trace(): void
}

/** Paints a piece of cloth with straight edges; corners are x and y in turn, x mirrored when side is -1. */
export function drawPiece(
  canvas: Canvas,
  corners: readonly number[],
  side: -1 | 1,
  tones: ClothTones,
  line: number,
  fill: Color = tones.base,
): void {
  canvas.beginPath()
  for (let index = 0; index < corners.length; index += 2)
    canvas.lineTo(side * corners[index]!, corners[index + 1]!)
  canvas.closePath()
  canvas.strokeStyle = css(tones.line)
  canvas.lineWidth = line * 1.5
  canvas.stroke()
  canvas.fillStyle = css(fill)
  canvas.fill()
}

/** Paints whatever paint does, on the shoulders only. */
export function onShoulders(canvas: Canvas, body: Shoulders, paint: () => void): void {
  canvas.save()
  body.trace()
  canvas.clip()
  paint()
  canvas.restore()
}

/**
 * Covers the shoulders with cloth below a neckline: the right half of a symmetric line as x and y in turn, from the middle
 * outwards.
 */
export function drawCloth(
  canvas: Canvas,
  body: Shoulders,
  tones: ClothTones,
  neckline: readonly number[],
): void {
  const top = neckline[neckline.length - 1]!
  const gradient = canvas.createLinearGradient(body.light * 30, 30, -body.light * 30, 50)
  gradient.addColorStop(0, css(tones.light))
  gradient.addColorStop(0.35, css(tones.base))
  gradient.addColorStop(1, css(tones.shade))
  onShoulders(canvas, body, () => {
    canvas.beginPath()
    canvas.moveTo(-60, 82)
    canvas.lineTo(-60, top)
    for (let at = neckline.length - 2; at >= 0; at -= 2) canvas.lineTo(-neckline[at]!, neckline[at + 1]!)
    for (let at = 0; at < neckline.length; at += 2) canvas.lineTo(neckline[at]!, neckline[at + 1]!)
    canvas.lineTo(60, top)
    canvas.lineTo(60, 82)
    canvas.closePath()
    canvas.fillStyle = gradient
    canvas.fill()
    canvas.strokeStyle = css(tones.line)
    canvas.lineWidth = body.line * 1.4
    canvas.stroke()
    canvas.fillStyle = css(tones.line, 0.55)
    for (const side of [-1, 1] as const) {
      const x = side * body.half
      drawStroke(canvas, [x - side * 6, 62], [x - side * 7, 52], [x - side * 3, 45], body.line)
    }
  })
  canvas.save()
  canvas.beginPath()
  canvas.rect(-70, top - 1, 140, 80)
  canvas.clip()
  body.trace()
  canvas.strokeStyle = css(tones.line)
  canvas.lineWidth = body.line * 1.5
  canvas.stroke()
  canvas.restore()
}

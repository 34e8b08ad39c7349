import type { SKRSContext2D } from '@napi-rs/canvas'

/** Told apart by people who see few colours, too (M. Okabe and K. Ito, "Color Universal Design", 2008). */
export const curveColors = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9']

/** Sizes of a chart's text in pixels: of labels, and of numbers. */
export const [labelSize, numberSize] = [17, 14]

/** Draws a line through points. */
export function strokeLine(
  context: SKRSContext2D,
  points: readonly (readonly [x: number, y: number])[],
  { color, width }: { color: string; width: number },
): void {
  context.strokeStyle = color
  context.lineWidth = width
  context.lineJoin = 'round'
  context.beginPath()
  for (const [x, y] of points) context.lineTo(x, y)
  context.stroke()
}

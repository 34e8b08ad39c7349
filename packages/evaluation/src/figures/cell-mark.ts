import type { SKRSContext2D } from '@napi-rs/canvas'
import { figureColors } from './figure-colors.js'

/** What was judged of a picture. */
export type CellMark = 'right' | 'wrong'

/** Frames a cell and puts a tick or a cross into its corner, so that the mark is told without its colour, too. */
export function drawMark(
  context: SKRSContext2D,
  mark: CellMark,
  { left, top, width, height }: { left: number; top: number; width: number; height: number },
): void {
  const frame = Math.max(2, Math.round(width / 40))
  context.strokeStyle = figureColors[mark]
  context.fillStyle = figureColors[mark]
  context.lineWidth = frame
  context.strokeRect(left + frame / 2, top + frame / 2, width - frame, height - frame)
  const badge = Math.max(12, Math.round(width / 6))
  const corner = left + width - badge
  context.fillRect(corner, top, badge, badge)
  context.strokeStyle = figureColors.paper
  context.lineWidth = badge / 8
  context.lineCap = 'round'
  const strokes: Record<CellMark, [number, number][][]> = {
    right: [
      [
        [0.25, 0.52],
        [0.43, 0.7],
        [0.75, 0.32],
      ],
    ],
    wrong: [
      [
        [0.3, 0.3],
        [0.7, 0.7],
      ],
      [
        [0.7, 0.3],
        [0.3, 0.7],
      ],
    ],
  }
  for (const points of strokes[mark]) {
    context.beginPath()
    for (const [x, y] of points) context.lineTo(corner + x * badge, top + y * badge)
    context.stroke()
  }
}

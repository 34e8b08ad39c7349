import { enlargeFace, type FacePixels } from '../faces/enlarge-face'

/** A canvas that shows one frame after the other, each enlarged to its size. */
export function createFramePainter(side: number): {
  canvas: OffscreenCanvas
  context: OffscreenCanvasRenderingContext2D
  paint(face: FacePixels): void
} {
  const canvas = new OffscreenCanvas(side, side)
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  return { canvas, context, paint: (face) => context.drawImage(enlargeFace(face, side), 0, 0) }
}

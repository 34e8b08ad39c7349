import type { SKRSContext2D } from '@napi-rs/canvas'

/** The surface a portrait is painted on; its units are hundredths of the picture's side. */
export type Canvas = SKRSContext2D

/** A smooth change of colour to fill with. */
export type Gradient = ReturnType<SKRSContext2D['createLinearGradient']>

/** A point: x to the right, y downwards. */
export type Point = readonly [x: number, y: number]

/** A cubic curve: start, two controls, end. */
export type Curve = readonly [Point, Point, Point, Point]

/**
 * Adds to the current path a line that is thick in the middle and pointed at both ends, as a pen draws it. All such lines
 * wind the same way, so that many of them can be filled as one path.
 */
export function addStroke(canvas: Canvas, start: Point, control: Point, end: Point, width: number): void {
  const dx = end[0] - start[0]
  const dy = end[1] - start[1]
  const length = Math.hypot(dx, dy) || 1
  const nx = (-dy / length) * width
  const ny = (dx / length) * width
  canvas.moveTo(start[0], start[1])
  canvas.quadraticCurveTo(control[0] + nx, control[1] + ny, end[0], end[1])
  canvas.quadraticCurveTo(control[0] - nx, control[1] - ny, start[0], start[1])
}

/** Paints one line that is thick in the middle and pointed at both ends. */
export function drawStroke(canvas: Canvas, start: Point, control: Point, end: Point, width: number): void {
  canvas.beginPath()
  addStroke(canvas, start, control, end, width)
  canvas.fill()
}

/** Paints an ellipse, turned by an angle in radians. */
export function drawEllipse(canvas: Canvas, x: number, y: number, rx: number, ry: number, angle = 0): void {
  canvas.beginPath()
  canvas.ellipse(x, y, Math.max(0.01, rx), Math.max(0.01, ry), angle, 0, Math.PI * 2)
  canvas.fill()
}

/** The point of a cubic curve at t in 0..1. */
export function pointOn(curve: Curve, t: number): Point {
  const [a, b, c, d] = curve
  const s = 1 - t
  const wa = s * s * s
  const wb = 3 * s * s * t
  const wc = 3 * s * t * t
  const wd = t * t * t
  return [wa * a[0] + wb * b[0] + wc * c[0] + wd * d[0], wa * a[1] + wb * b[1] + wc * c[1] + wd * d[1]]
}

/** The unit normal of a cubic curve at t in 0..1, to the left of its direction on a canvas. */
export function normalOn(curve: Curve, t: number): Point {
  const [a, b, c, d] = curve
  const s = 1 - t
  const slope = (axis: 0 | 1) =>
    s * s * (b[axis] - a[axis]) + 2 * s * t * (c[axis] - b[axis]) + t * t * (d[axis] - c[axis])
  const x = slope(0)
  const y = slope(1)
  const length = Math.hypot(x, y) || 1
  return [y / length, -x / length]
}

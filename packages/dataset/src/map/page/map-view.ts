import { select } from 'd3-selection'
import { type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom'
import type { Placement } from './map-scene.js'

/** The part of the map that is on the screen; mouse, touch, buttons and keys move it. */
export interface MapView {
  readonly placement: Placement
  zoomBy(factor: number): void
  /** In CSS pixels. */
  moveBy(x: number, y: number): void
  showAll(): void
  /** Brings a point of the map to the middle, with at least so much zoom. */
  centre(point: readonly [x: number, y: number], atLeast: number): void
}

/** Room that is covered or kept free at the edges, in CSS pixels. */
export interface Insets {
  left: number
  top: number
  right: number
  bottom: number
}

/** @param listInsets asked again whenever the canvas changes its size */
export function createMapView(
  canvas: HTMLCanvasElement,
  { mostZoom, listInsets, onMove }: { mostZoom: number; listInsets(): Insets; onMove(): void },
): MapView {
  let transform: ZoomTransform = zoomIdentity
  const selection = select(canvas)
  /** Where the whole map lies while it is not zoomed: the largest square in the free part of the canvas. */
  const layOut = () => {
    const { left, top, right, bottom } = listInsets()
    const [width, height] = [canvas.clientWidth - left - right, canvas.clientHeight - top - bottom]
    const side = Math.max(100, Math.min(width, height))
    return { side, x: left + (width - side) / 2, y: top + (height - side) / 2 }
  }
  const behaviour = zoom<HTMLCanvasElement, unknown>()
    .scaleExtent([0.8, mostZoom])
    .clickDistance(4)
    .extent(() => [
      [0, 0],
      [canvas.clientWidth, canvas.clientHeight],
    ])
    .translateExtent([
      [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
      [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
    ])
    .on('zoom', (event: { transform: ZoomTransform }) => {
      transform = event.transform
      onMove()
    })
  selection.call(behaviour)

  return {
    get placement() {
      const { side, x, y } = layOut()
      return { scale: side * transform.k, x: transform.applyX(x), y: transform.applyY(y), zoom: transform.k }
    },
    zoomBy(factor) {
      selection.call(behaviour.scaleBy, factor)
    },
    moveBy(x, y) {
      selection.call(behaviour.translateBy, x / transform.k, y / transform.k)
    },
    showAll() {
      selection.call(behaviour.transform, zoomIdentity)
    },
    centre([mapX, mapY], atLeast) {
      const { side, x, y } = layOut()
      const { left, top, right, bottom } = listInsets()
      const middle: [number, number] = [
        (left + canvas.clientWidth - right) / 2,
        (top + canvas.clientHeight - bottom) / 2,
      ]
      const k = Math.max(transform.k, atLeast)
      const next = zoomIdentity
        .translate(middle[0] - k * (x + side * mapX), middle[1] - k * (y + side * mapY))
        .scale(k)
      selection.call(behaviour.transform, next)
    },
  }
}

import type { MapColoring, MapData } from '../map-data.js'
import type { ThumbnailBrush } from './thumbnail-brush.js'

/** How the map stands on the screen: a point p of the map is at offset + scale * p, in CSS pixels. */
export interface Placement {
  scale: number
  x: number
  y: number
  /** How far it is zoomed in; 1 shows the whole map. */
  zoom: number
}

/** What is drawn beside the pictures themselves. */
export interface SceneState {
  found: readonly boolean[]
  coloring: MapColoring | undefined
  /** 0 where t-SNE put them, 1 on the grid, between while they move. */
  onGrid: number
  /** Pictures that stand out; the last one is on top. */
  marked: readonly number[]
}

/** Draws the pictures of a map and tells which one is where. */
export interface MapScene {
  draw(placement: Placement, state: SceneState): void
  /** The topmost picture found at a point in CSS pixels. */
  pick(x: number, y: number, placement: Placement, state: SceneState): number | undefined
  /** Middle of a picture, 0 to 1. */
  locate(picture: number, state: SceneState): [x: number, y: number]
}

/** Overlapping pictures grow more slowly than the space between them, so that zooming in uncovers them. */
const growth = 0.72
const faded = 0.09

/** Prepares a canvas for the pictures of a map. */
export function createMapScene(
  canvas: HTMLCanvasElement,
  { pictures, gridSide }: Pick<MapData, 'pictures' | 'gridSide'>,
  brush: ThumbnailBrush,
): MapScene {
  const context = canvas.getContext('2d')!

  const locate: MapScene['locate'] = (picture, { onGrid }) => {
    const { at, grid } = pictures[picture]!
    return [at[0] + (grid[0] - at[0]) * onGrid, at[1] + (grid[1] - at[1]) * onGrid]
  }
  const sideOf = ({ scale, zoom }: Placement, { onGrid }: SceneState): number => {
    const scattered = ((0.95 * scale) / zoom / Math.sqrt(pictures.length)) * zoom ** growth
    return scattered + ((0.96 * scale) / gridSide - scattered) * onGrid
  }

  return {
    locate,
    draw(placement, state) {
      const { clientWidth: width, clientHeight: height } = canvas
      const ratio = canvas.width / width
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, height)
      context.imageSmoothingQuality = 'medium'
      const style = getComputedStyle(canvas)
      const accent = style.getPropertyValue('--accent')
      const side = sideOf(placement, state)
      const frame = Math.max(1.5, side * 0.09)
      const paint = (picture: number, grown: number) => {
        const [x, y] = locate(picture, state)
        const own = side * grown
        const [left, top] = [
          placement.x + placement.scale * x - own / 2,
          placement.y + placement.scale * y - own / 2,
        ]
        if (left > width || top > height || left + own < 0 || top + own < 0) return
        const category = state.found[picture] ? state.coloring?.of[picture] : undefined
        const color = grown > 1 ? accent : state.coloring?.categories[category ?? -1]?.color
        if (color !== undefined) {
          context.fillStyle = color
          // On the grid frames lie inside, so as not to cover the neighbours.
          const out = grown > 1 ? frame : frame * (1 - state.onGrid)
          context.fillRect(left - out, top - out, own + 2 * out, own + 2 * out)
          const inset = grown > 1 ? 0 : frame * state.onGrid
          brush(context, picture, left + inset, top + inset, own - 2 * inset)
        } else brush(context, picture, left, top, own)
      }
      context.globalAlpha = faded
      for (let i = 0; i < pictures.length; i++) if (!state.found[i]) paint(i, 1)
      context.globalAlpha = 1
      for (let i = 0; i < pictures.length; i++) if (state.found[i]) paint(i, 1)
      for (const picture of state.marked) paint(picture, 1.25)
    },
    pick(x, y, placement, state) {
      const reach = Math.max(sideOf(placement, state) / 2, 8)
      let picked: number | undefined
      for (let i = 0; i < pictures.length; i++) {
        if (!state.found[i]) continue
        const [mapX, mapY] = locate(i, state)
        const away = Math.max(
          Math.abs(placement.x + placement.scale * mapX - x),
          Math.abs(placement.y + placement.scale * mapY - y),
        )
        if (away <= reach) picked = i
      }
      return picked
    },
  }
}

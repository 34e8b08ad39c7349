import { InvalidInputError, type TagSchema, throwIfAborted } from '@animegan/core'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { collectMapData } from './collect-map-data.js'
import { placeOnGrid } from './grid-places.js'
import { type LayoutMapOptions, layoutMap } from './layout-map.js'
import { readMapPageParts, renderMapPage } from './map-page.js'
import { drawMapPicture } from './map-picture.js'
import { loadThumbnails } from './thumbnails.js'

export interface DrawMapOptions extends Omit<LayoutMapOptions, 'count'> {
  /** The data set's folder. */
  folder: string
  /** The pictures of the map, 10 to 5,000; a row of `features` each. */
  records: readonly ImageRecord[]
  /** Names and groups of the tags. */
  schema: TagSchema
  /** Title of the page. */
  title: string
  /** What the features are, for the page: `features of tagger "small"`. */
  featuresName: string
  /** Side of the picture in pixels, 256 to 16,384. Default 2,400. */
  side?: number | undefined
  /**
   * `scatter` (default): pictures where t-SNE puts them, some over others. `grid`: each in a place of its own, near where t-SNE
   * puts it. The page has both.
   */
  arrangement?: MapArrangement | undefined
}

/** How the pictures of a map are laid out. */
export type MapArrangement = 'scatter' | 'grid'

/** A map as a picture and as a page. */
export interface DrawnMap {
  /** The picture, a PNG. */
  png: Uint8Array
  /** The page: one HTML file without any address in it, to be zoomed and searched. */
  html: string
  /** See {@link MapLayout}. */
  trustworthiness: number
}

/** Side of a thumbnail in memory and on the page. */
const thumbnailSize = 96
/** Part of the grid that is taken; the rest shows the shape of the map. */
const fullness = 0.62
/** Side of a scattered thumbnail against the room that each would have if they lay side by side. */
const crowding = 0.9

/**
 * Draws a map of pictures, like ones together, as in the paper's Figure 6: a PNG and a page for browsers.
 *
 * Throws what {@link layoutMap} throws, and `INVALID_DATA` naming an image that is missing or damaged.
 *
 * @example
 * const { records } = await openImagefolder('faces', animeTags)
 * const map = await drawMap({ folder: 'faces', records, features, schema: animeTags, title: 'Faces', featuresName: 'pixels' })
 * await writeFile('map.html', map.html)
 */
export async function drawMap(options: DrawMapOptions): Promise<DrawnMap> {
  const {
    folder,
    records,
    schema,
    title,
    featuresName,
    side = 2400,
    arrangement = 'scatter',
    signal,
  } = options
  if (!Number.isInteger(side) || side < 256 || side > 16_384) {
    throw new InvalidInputError('INVALID_OPTION', `side: expected an integer from 256 to 16384, got ${side}`)
  }
  const count = records.length
  // What may be missing is looked for before the long computation.
  const parts = await readMapPageParts()
  const names = records.map(({ file_name: name }) => name)
  const thumbnails = await loadThumbnails(folder, names, thumbnailSize, signal)
  const { positions, perplexity, trustworthiness } = await layoutMap({ ...options, count })
  const gridSide = Math.ceil(Math.sqrt(count / fullness))
  const grid = placeOnGrid(positions, gridSide)
  throwIfAborted(signal, 'the map')
  const isGrid = arrangement === 'grid'
  const thumbnail = Math.floor(isGrid ? side / gridSide : (crowding * side) / Math.sqrt(count))
  const png = drawMapPicture({
    thumbnails,
    positions: isGrid ? grid : positions,
    side,
    margin: isGrid ? 0 : thumbnail / 2,
    thumbnail,
  })
  const data = await collectMapData({ records, schema, thumbnails, positions, grid, gridSide })
  const description =
    `${count.toLocaleString('en')} pictures laid out by t-SNE on ${featuresName}, perplexity ${perplexity}; ` +
    `trustworthiness ${trustworthiness.toFixed(3)}`
  return { png, html: renderMapPage({ title, description, data, parts }), trustworthiness }
}

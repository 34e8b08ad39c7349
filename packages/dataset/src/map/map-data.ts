/** What the page of a map knows; it stands in the page as JSON. */
export interface MapData {
  /** Side of a thumbnail on a sheet in pixels, and thumbnails in a row of a sheet and rows of a full one. */
  size: number
  perRow: number
  /** Pictures full of thumbnails, as data: addresses; thumbnail i is on sheet floor(i / perRow^2). */
  sheets: string[]
  groups: { id: string; label: string }[]
  tags: MapTag[]
  pictures: MapPicture[]
  colorings: MapColoring[]
  /** Places on a side of the grid. */
  gridSide: number
}

interface MapTag {
  id: string
  label: string
  /** Place in `groups`. */
  group: number
  /** What a search finds it by: id and names, in lower case. */
  words: string[]
}

export interface MapPicture {
  /** Middle of the picture, 0 to 1, y downwards. */
  at: [x: number, y: number]
  /** The same on the grid, where no picture covers another. */
  grid: [x: number, y: number]
  name: string
  /** Places in `tags`. */
  tags: number[]
  /** Further columns, such as year and source, to be shown. */
  facts: [name: string, value: string][]
}

/** A way to frame pictures in colours. */
export interface MapColoring {
  id: string
  label: string
  categories: { label: string; color: string; count: number }[]
  /** The category of each picture; -1 for none. */
  of: number[]
}

/** A line of the grid: the title of a group, or tiles. */
type GridRow =
  | { kind: 'title'; title: string; count: number }
  /** Places from `start` up to but without `end`. */
  | { kind: 'tiles'; start: number; end: number }

/** A part of the list with a title of its own. */
interface Section {
  title: string
  start: number
  end: number
}

/** The lines of a grid, and which of them holds which place. */
export interface GridRows {
  rows: readonly GridRow[]
  /** The line with the tile at a place. */
  rowOf(place: number): number
  /** The place above (-1) or below (1), in the same column if there is one; the same place at either end. */
  moveVertically(place: number, direction: 1 | -1): number
}

/**
 * Lays out `count` tiles in lines of `columns`.
 *
 * @param titleOf with it, places with the same title stand together under it
 */
export function layOutRows(
  count: number,
  columns: number,
  titleOf?: ((place: number) => string) | undefined,
): GridRows {
  const sections = titleOf ? listSections(count, titleOf) : [{ title: '', start: 0, end: count }]
  const rows: GridRow[] = []
  const rowOf = new Uint32Array(count)
  for (const { title, start, end } of sections) {
    if (titleOf) rows.push({ kind: 'title', title, count: end - start })
    for (let first = start; first < end; first += columns) {
      const last = Math.min(end, first + columns)
      rowOf.fill(rows.length, first, last)
      rows.push({ kind: 'tiles', start: first, end: last })
    }
  }
  return {
    rows,
    rowOf: (place) => rowOf[place] ?? 0,
    moveVertically(place, direction) {
      const from = rows[rowOf[place] ?? 0]
      let index = (rowOf[place] ?? 0) + direction
      while (rows[index]?.kind === 'title') index += direction
      const to = rows[index]
      if (from?.kind !== 'tiles' || to?.kind !== 'tiles') return place
      return Math.min(to.start + place - from.start, to.end - 1)
    },
  }
}

function listSections(count: number, titleOf: (place: number) => string): Section[] {
  const sections: Section[] = []
  for (let place = 0; place < count; place++) {
    const title = titleOf(place)
    const last = sections.at(-1)
    if (last?.title === title) last.end = place + 1
    else sections.push({ title, start: place, end: place + 1 })
  }
  return sections
}

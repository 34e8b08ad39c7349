// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names the current tile.
// biome-ignore-all lint/a11y/useSemanticElements: a table cannot leave out the lines that are out of sight.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { describePicture } from './describe-picture.js'
import { type GridRows, layOutRows } from './grid-rows.js'
import { confidenceIn } from './picture-filter.js'
import { PictureTile } from './picture-tile.js'
import type { ReviewItem } from './review-item.js'
import { formatCount, type ReviewSession } from './review-session.js'
import { useVirtualRows } from './use-virtual-rows.js'

const gap = 8
const titleHeight = 38

export interface PictureGridProps {
  session: ReviewSession
  /** Wished width of a tile in pixels. */
  tileSize: number
  /** Told whenever the tiles are laid out anew, so that keys know what is above and below. */
  onLayout(rows: GridRows, visibleRows: number): void
  onOpen(): void
}

/** All pictures that are shown, of which only those in sight are in the document. */
export function PictureGrid({ session, tileSize, onLayout, onOpen }: PictureGridProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { width, height } = useSize(scroller)
  const columns = Math.max(1, Math.floor((width + gap) / (tileSize + gap)))
  const side = Math.max(1, (width - gap * (columns - 1)) / columns)
  const { filter, length, cursor } = session
  const grid = useMemo(
    () => layOutRows(length, columns, titlesOf(session)),
    [session, filter, length, columns],
  )
  const {
    rows,
    height: total,
    reveal,
  } = useVirtualRows({
    scroller,
    count: grid.rows.length,
    heightOf: (row) => (grid.rows[row]?.kind === 'title' ? titleHeight : side + gap),
    layout: `${side} ${columns} ${grid.rows.length}`,
  })
  useLayoutEffect(() => onLayout(grid, Math.max(1, Math.floor(height / (side + gap)))))
  const currentRow = grid.rowOf(cursor)
  useEffect(() => {
    if (length > 0) reveal(currentRow)
  }, [currentRow, grid, side])

  return (
    <div
      class="grid"
      id="pictures"
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label="Pictures"
      aria-multiselectable="true"
      aria-rowcount={grid.rows.length}
      aria-colcount={columns}
      aria-activedescendant={length > 0 ? tileName(cursor) : undefined}
    >
      <div class="rows" role="presentation" style={{ height: `${total}px` }}>
        {rows.map(({ index, start, key }) => {
          const row = grid.rows[index]
          if (row === undefined) return null
          const place = { transform: `translateY(${start}px)` }
          if (row.kind === 'title') {
            return (
              <div key={key} class="row title" role="row" aria-rowindex={index + 1} style={place}>
                <span role="rowheader">
                  {row.title} <small>{formatCount(row.count)}</small>
                </span>
              </div>
            )
          }
          const places = Array.from({ length: row.end - row.start }, (_, column) => row.start + column)
          const size = { gridTemplateColumns: `repeat(${columns}, 1fr)`, height: `${side}px` }
          return (
            <div key={key} class="row" role="row" aria-rowindex={index + 1} style={{ ...place, ...size }}>
              {places.map((place, column) => renderTile(session, place, column + 1, onOpen))}
            </div>
          )
        })}
      </div>
    </div>
  )
}

function renderTile(session: ReviewSession, place: number, column: number, onOpen: () => void) {
  const { book, queue, selection } = session
  const item = session.itemAt(place)
  if (item === undefined) return null
  const point = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey) session.toggleSelected(place)
    else session.moveTo(place, event.shiftKey)
  }
  const open = (): void => {
    session.moveTo(place)
    onOpen()
  }
  return (
    <PictureTile
      key={`${item.index} ${queue.recoveries}`}
      name={tileName(place)}
      id={item.id}
      label={describePicture(session, item)}
      verdict={book.verdictOf(item)}
      isCurrent={place === session.cursor}
      isSelected={selection.has(item)}
      isPending={queue.isPending(item.id)}
      isRetagged={book.isRetagged(item)}
      caption={captionOf(session, item)}
      column={column}
      onPoint={point}
      onOpen={open}
      onSelect={() => session.toggleSelected(place)}
    />
  )
}

const tileName = (place: number): string => `picture-${place}`

/** What the pictures are sorted by, as far as a picture has it. */
function captionOf({ filter, book }: ReviewSession, item: ReviewItem): string | undefined {
  const { sorting, confidenceOf } = filter
  if (sorting === 'face') return item.face === undefined ? undefined : `${Math.round(item.face)} px`
  if (sorting === 'sharpness') return item.sharpness?.toPrecision(3)
  if (sorting !== 'confidence') return undefined
  const confidence = confidenceIn(item, book.tagsOf(item), confidenceOf)
  return confidence === undefined ? undefined : `${Math.round(100 * confidence)}%`
}

/** Titles of groups of duplicates, where they stand together. */
function titlesOf(session: ReviewSession): ((place: number) => string) | undefined {
  if (session.filter.sorting !== 'duplicates') return undefined
  return (place) => {
    const group = session.itemAt(place)?.duplicates
    return group === undefined ? 'No duplicates' : `Duplicates ${group}`
  }
}

/** Width and height inside an element's padding, in pixels. */
function useSize(ref: { current: HTMLElement | null }): { width: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setSize({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return size
}

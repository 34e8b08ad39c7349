import { type KeyboardEvent, memo, type RefObject, useMemo, useSyncExternalStore } from 'react'
import { GridLayout, GridList, GridListItem, type Selection, Size, Virtualizer } from 'react-aria-components'
import { useMessages } from '../i18n/messages'
import { useDescribeEntry } from './describe-entry'
import type { GalleryEntry } from './gallery-entry'
import styles from './gallery-page.module.css'
import { GalleryTile } from './gallery-tile'
import tileStyles from './gallery-tile.module.css'

interface GalleryGridProps {
  ref: RefObject<HTMLDivElement | null>
  entries: readonly GalleryEntry[]
  selected: ReadonlySet<string>
  onSelect(ids: ReadonlySet<string>): void
  onOpen(id: string): void
  onMark(ids: readonly string[], isFavourite: boolean): void
  onRemove(ids: readonly string[]): void
}

/** Kept characters as a grid, of which only what is on the screen is on the page. Keys: Delete, and F for the heart. */
export const GalleryGrid = memo(function GalleryGrid({
  ref,
  entries,
  selected,
  onSelect,
  onOpen,
  onMark,
  onRemove,
}: GalleryGridProps) {
  const { t } = useMessages()
  const describe = useDescribeEntry()
  const layoutOptions = useTileSizes()

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const focused = (event.target as Element).closest<HTMLElement>('[role="row"]')?.dataset.key
    const meant = selected.size > 0 ? [...selected] : focused ? [focused] : []
    if (meant.length === 0) return
    if (event.key === 'Delete') onRemove(meant)
    if (event.key.toLowerCase() === 'f') {
      const isMarked = (id: string) => entries.find((entry) => entry.id === id)?.isFavourite
      onMark(meant, !meant.every(isMarked))
    }
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that bubble up from the rows.
    <div role="presentation" onKeyDown={onKeyDown}>
      <Virtualizer layout={GridLayout} layoutOptions={layoutOptions}>
        <GridList
          ref={ref}
          className={styles.grid!}
          aria-label={t('gallery.list')}
          items={entries}
          dependencies={[describe, onMark]}
          layout="grid"
          keyboardNavigationBehavior="tab"
          disallowTypeAhead
          selectionMode="multiple"
          selectedKeys={selected}
          onSelectionChange={(keys) => onSelect(toIds(keys, entries))}
          onAction={(key) => onOpen(String(key))}
        >
          {(entry) => (
            // Rows are made of all entries, and their content of those in sight.
            <GridListItem id={entry.id} textValue={describe(entry)} className={tileStyles.tile!}>
              <GalleryTile entry={entry} onMark={onMark} />
            </GridListItem>
          )}
        </GridList>
      </Virtualizer>
    </div>
  )
})

const toIds = (keys: Selection, entries: readonly GalleryEntry[]): Set<string> =>
  keys === 'all' ? new Set(entries.map(({ id }) => id)) : new Set([...keys].map(String))

/** Least sides of tiles and of the space between them, in CSS pixels, from a screen width on; the style sheet knows the spaces too. */
const sizes = [
  { query: '(min-width: 160rem)', side: 240, space: 18 },
  { query: '(min-width: 40rem)', side: 160, space: 14 },
  { query: 'all', side: 100, space: 8 },
]

function useTileSizes() {
  const size = useSyncExternalStore(
    (listener) => {
      addEventListener('resize', listener)
      return () => removeEventListener('resize', listener)
    },
    () => sizes.find(({ query }) => matchMedia(query).matches)!,
  )
  return useMemo(
    () => ({
      minItemSize: new Size(size.side, size.side),
      minSpace: new Size(size.space, size.space),
      maxHorizontalSpace: size.space,
      preserveAspectRatio: true,
    }),
    [size],
  )
}

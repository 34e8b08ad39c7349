import { Sparkles } from 'lucide-react'
import { useCallback, useDeferredValue, useMemo, useRef, useState } from 'react'
import { Label, ProgressBar } from 'react-aria-components'
import { navigate, useRoute } from '../app/hash-route'
import { PageHeading } from '../app/page-heading'
import { Button } from '../controls/button'
import { ProgressTrack } from '../controls/progress-track'
import { useMessages } from '../i18n/messages'
import { CharacterDialog } from './character-dialog'
import type { GalleryEntry } from './gallery-entry'
import { filterCharacters, formatFilter, type GalleryFilter, parseFilter } from './gallery-filter'
import { GalleryGrid } from './gallery-grid'
import { GalleryNotices } from './gallery-notices'
import styles from './gallery-page.module.css'
import { GalleryToolbar } from './gallery-toolbar'
import { SelectionBar } from './selection-bar'
import { StorageLine } from './storage-line'
import { useGallery } from './use-gallery'
import { useGalleryChanges } from './use-gallery-changes'
import { useTransfers } from './use-transfers'
import { useZipDrop } from './use-zip-drop'

const none: readonly GalleryEntry[] = []

/** Every character that was drawn in this browser. The filter is the address. */
export function GalleryPage() {
  const { t, language } = useMessages()
  const state = useGallery()
  const entries = state.entries ?? none
  const { query } = useRoute()
  const filter = useMemo(() => parseFilter(query), [query])
  const setFilter = (next: GalleryFilter) => navigate('gallery', formatFilter(next), { replace: true })
  const wanted = useDeferredValue(filter)
  const shown = useMemo(() => filterCharacters(entries, wanted, language), [entries, wanted, language])

  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set())
  const selected = useMemo(() => shown.filter(({ id }) => marked.has(id)), [shown, marked])
  const selectedIds = useMemo(() => new Set(selected.map(({ id }) => id)), [selected])
  const [openId, setOpenId] = useState<string>()
  const place = shown.findIndex(({ id }) => id === openId)
  const opened = shown[place]
  const leaf = (step: number) => {
    const next = shown[place + step]
    return next && (() => setOpenId(next.id))
  }

  const grid = useRef<HTMLDivElement>(null)
  const { mark, remove, clear } = useGalleryChanges()
  const { transfer, exportZip, importZip, download } = useTransfers()
  useZipDrop(importZip)
  const unselect = useCallback(() => {
    setMarked(new Set())
    grid.current?.focus()
  }, [])
  const removeSelected = useCallback(
    (ids: readonly string[]) => {
      unselect()
      remove(ids)
    },
    [unselect, remove],
  )

  return (
    <>
      <PageHeading title="gallery.title" lead="gallery.lead" />
      <div className={styles.page}>
        <GalleryNotices state={state} entries={entries} onExport={exportZip} onRemove={remove} />
        <GalleryToolbar
          entries={entries}
          shown={shown}
          filter={filter}
          onFilter={setFilter}
          onExport={exportZip}
          onImport={importZip}
          onClear={clear}
        />
        <StorageLine entries={entries} isLasting={state.isLasting} />
        {transfer && (
          <ProgressBar
            className={styles.transfer!}
            value={transfer.done}
            maxValue={Math.max(1, transfer.total)}
          >
            {({ percentage }) => (
              <>
                <Label>{t(transfer.kind === 'export' ? 'gallery.exporting' : 'gallery.importing')}</Label>
                <ProgressTrack percentage={percentage} />
              </>
            )}
          </ProgressBar>
        )}
        <p className="visually-hidden" role="status">
          {state.entries && formatFilter(wanted) !== '' ? t('gallery.found', { count: shown.length }) : ''}
        </p>
        {shown.length > 0 && (
          <GalleryGrid
            ref={grid}
            entries={shown}
            selected={selectedIds}
            onSelect={setMarked}
            onOpen={setOpenId}
            onMark={mark}
            onRemove={removeSelected}
          />
        )}
        {state.entries && shown.length === 0 && (
          <EmptyNotice isFiltered={entries.length > 0} onShowAll={() => setFilter(parseFilter(''))} />
        )}
        {selected.length > 0 && (
          <SelectionBar
            entries={selected}
            onSelectAll={() => setMarked(new Set(shown.map(({ id }) => id)))}
            onClear={unselect}
            onMark={mark}
            onDownload={download}
            onRemove={removeSelected}
          />
        )}
      </div>
      {opened && (
        <CharacterDialog
          entry={opened}
          onPrevious={leaf(-1)}
          onNext={leaf(1)}
          onClose={() => setOpenId(undefined)}
          onMark={mark}
          onDownload={download}
          onRemove={(ids) => {
            setOpenId((shown[place + 1] ?? shown[place - 1])?.id)
            remove(ids)
          }}
        />
      )}
    </>
  )
}

function EmptyNotice({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  const { t } = useMessages()
  return (
    <section className={styles.empty}>
      <h2>{t(isFiltered ? 'gallery.nothingFound' : 'gallery.empty')}</h2>
      <p>{t(isFiltered ? 'gallery.nothingFoundHelp' : 'gallery.emptyHelp')}</p>
      {isFiltered ? (
        <Button onPress={onShowAll}>{t('gallery.showAll')}</Button>
      ) : (
        <Button variant="primary" onPress={() => navigate('create')}>
          <Sparkles aria-hidden />
          {t('gallery.drawFirst')}
        </Button>
      )}
    </section>
  )
}

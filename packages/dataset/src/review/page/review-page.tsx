import { Icon, TroubleBanner } from '@animegan/local-page/browser'
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks'
import { FilterPanel, filterText } from './filter-panel.js'
import { type GridRows, layOutRows } from './grid-rows.js'
import { HelpDialog } from './help-dialog.js'
import { icons } from './icons.js'
import { Inspector } from './inspector.js'
import { type KeyTargets, pressInGrid, pressInZoom } from './keyboard.js'
import { emptyFilter } from './picture-filter.js'
import { PictureGrid } from './picture-grid.js'
import type { ReviewSession } from './review-session.js'
import { StatusLine } from './status-line.js'
import { tagSearch } from './tag-editor.js'
import { TopBar, tileSizes } from './top-bar.js'
import { VerdictButtons } from './verdict-buttons.js'
import { ZoomView } from './zoom-view.js'

const focus = (id: string): void => document.getElementById(id)?.focus()
const focusPictures = (): void => focus('pictures')

/** The whole page: filters, grid, inspector, and what lies over them. */
export function ReviewPage({ session }: { session: ReviewSession }) {
  const [, draw] = useReducer((times: number) => times + 1, 0)
  useLayoutEffect(() => session.subscribe(() => draw(undefined)), [session])
  const [panel, setPanel] = useState<'none' | 'filters' | 'inspector'>('none')
  const [dialog, setDialog] = useState<'none' | 'zoom' | 'help'>('none')
  const [tileSize, setTileSize] = useTileSize()
  const layout = useRef<{ grid: GridRows; visibleRows: number }>({ grid: layOutRows(0, 1), visibleRows: 1 })

  // At once, or else the next key would still go to the grid.
  const focusIn = (panel: 'filters' | 'inspector', id: string): void => {
    setPanel(panel)
    focus(id)
  }
  const closePanel = (): void => {
    setPanel('none')
    focusPictures()
  }
  const targets = (): KeyTargets => ({
    ...layout.current,
    openZoom: () => setDialog(session.length > 0 ? 'zoom' : 'none'),
    openHelp: () => setDialog('help'),
    openFilters: () => (panel === 'filters' ? closePanel() : focusIn('filters', filterText)),
    focusText: () => focusIn('filters', filterText),
    focusTags: () => focusIn('inspector', tagSearch),
    resize: (direction) => setTileSize(tileSize + direction * tileSizes.step),
  })
  const press = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || dialog !== 'none') return
    if (isTyping(event)) {
      if (event.key === 'Escape') closePanel()
    } else if (event.key === 'Escape' && panel !== 'none') {
      closePanel()
    } else if (pressInGrid(event, session, targets())) {
      event.preventDefault()
    }
  }
  // Before the next key: an effect that waits for the picture would let it be lost.
  useLayoutEffect(() => {
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  })
  useLayoutEffect(focusPictures, [])

  return (
    <>
      <TopBar
        session={session}
        tileSize={tileSize}
        onTileSize={setTileSize}
        onFilters={() => setPanel(panel === 'filters' ? 'none' : 'filters')}
        onHelp={() => setDialog('help')}
      />
      <TroubleBanner
        queue={session.queue}
        command={session.command}
        did="decided"
        nouns={['decision', 'decisions']}
      />
      <div class="body" data-panel={panel}>
        <FilterPanel session={session} isOpen={panel === 'filters'} onClose={closePanel} />
        <main onPointerDown={() => setPanel('none')}>
          <StatusLine session={session} />
          <PictureGrid
            session={session}
            tileSize={tileSize}
            onLayout={(grid, visibleRows) => {
              layout.current = { grid, visibleRows }
            }}
            onOpen={() => setDialog('zoom')}
          />
          {session.length === 0 && (
            <div class="empty">
              <p>No picture matches the filters.</p>
              <button type="button" class="button" onClick={() => session.setFilter(emptyFilter)}>
                Show all
              </button>
            </div>
          )}
        </main>
        <Inspector
          session={session}
          isOpen={panel === 'inspector'}
          onClose={closePanel}
          onZoom={() => setDialog('zoom')}
        />
      </div>
      <nav class="thumbs" aria-label="Actions">
        <VerdictButtons session={session} />
        <button type="button" class="tool" aria-label="Tags" onClick={() => setPanel('inspector')}>
          <Icon path={icons.tag} />
        </button>
        <button
          type="button"
          class="tool"
          aria-label="Undo"
          disabled={!session.canUndo}
          onClick={() => session.undo()}
        >
          <Icon path={icons.undo} />
        </button>
      </nav>
      {dialog === 'zoom' && session.length > 0 && (
        <ZoomView
          session={session}
          onClose={() => setDialog('none')}
          onKeyDown={(event) => {
            if (!isTyping(event) && pressInZoom(event, session)) event.preventDefault()
          }}
        />
      )}
      {dialog === 'help' && <HelpDialog onClose={() => setDialog('none')} />}
    </>
  )
}

/** Whether a key belongs to a field that has the focus, or presses a button that has it. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.matches('input[type="radio"], input[type="checkbox"], input[type="range"]')) {
    return key === ' ' || key.startsWith('Arrow')
  }
  if (target.matches('input, select, textarea')) return true
  return target.matches('button') && (key === 'Enter' || key === ' ')
}

/** Width of a tile, remembered by the browser. */
function useTileSize(): [number, (size: number) => void] {
  const [size, setSize] = useState(
    () => Number(localStorage.getItem('tile-size')) || (innerWidth < 640 ? 104 : 136),
  )
  const change = (size: number): void => {
    const kept = Math.min(tileSizes.most, Math.max(tileSizes.least, size))
    localStorage.setItem('tile-size', String(kept))
    setSize(kept)
  }
  return [size, change]
}

import { toggleDuplicates } from './filter-panel.js'
import type { GridRows } from './grid-rows.js'
import type { ReviewSession } from './review-session.js'

/** What keys can do besides what concerns the session. */
export interface KeyTargets {
  /** How the tiles lie now. */
  grid: GridRows
  visibleRows: number
  openZoom(): void
  openHelp(): void
  openFilters(): void
  focusText(): void
  focusTags(): void
  resize(direction: 1 | -1): void
}

/** Moves that keys make, also in the enlarged picture. */
const directions: Record<string, 'left' | 'right' | 'up' | 'down'> = {
  ArrowLeft: 'left',
  h: 'left',
  ArrowRight: 'right',
  l: 'right',
  ArrowUp: 'up',
  k: 'up',
  ArrowDown: 'down',
  j: 'down',
}

/** Does what a key means in the grid. False when it means nothing there. */
export function pressInGrid(event: KeyboardEvent, session: ReviewSession, targets: KeyTargets): boolean {
  const { key, shiftKey } = event
  if (event.altKey) return false
  if (event.ctrlKey || event.metaKey) return pressWithControl(key, session)
  const { grid, visibleRows } = targets
  const direction = directions[key] ?? directions[key.toLowerCase()]
  if (direction !== undefined) {
    session.moveTo(placeTowards(direction, session.cursor, grid), shiftKey)
    return true
  }
  const page = (step: 1 | -1) => {
    let place = session.cursor
    for (let row = 0; row < visibleRows; row++) place = grid.moveVertically(place, step)
    session.moveTo(place, shiftKey)
  }
  const actions: Record<string, () => void> = {
    PageUp: () => page(-1),
    PageDown: () => page(1),
    Home: () => session.moveTo(0, shiftKey),
    End: () => session.moveTo(session.length - 1, shiftKey),
    ' ': () => (shiftKey ? session.selectToCursor() : session.toggleSelected()),
    Escape: () => session.clearSelection(),
    Enter: targets.openZoom,
    t: targets.focusTags,
    f: targets.openFilters,
    '/': targets.focusText,
    '?': targets.openHelp,
    g: () => toggleDuplicates(session),
    '.': () => session.setFilter({}),
    '+': () => targets.resize(1),
    '=': () => targets.resize(1),
    '-': () => targets.resize(-1),
  }
  const action = actions[key]
  action?.()
  return action !== undefined || pressVerdict(key, session)
}

/** Does what a key means in the enlarged picture. False when it means nothing there. */
export function pressInZoom(event: KeyboardEvent, session: ReviewSession): boolean {
  const { key } = event
  if (event.altKey) return false
  if (event.ctrlKey || event.metaKey) return key === 'z' && pressWithControl(key, session)
  const direction = directions[key]
  if (direction === undefined) return pressVerdict(key, session)
  session.moveTo(session.cursor + (direction === 'left' || direction === 'up' ? -1 : 1))
  return true
}

function pressVerdict(key: string, session: ReviewSession): boolean {
  const actions: Record<string, () => void> = {
    a: () => session.decide('accept'),
    r: () => session.decide('reject'),
    x: () => session.decide('reject'),
    c: () => session.decide(null),
    u: () => session.undo(),
    n: () => session.moveToUndecided(),
  }
  const action = actions[key]
  action?.()
  return action !== undefined
}

function pressWithControl(key: string, session: ReviewSession): boolean {
  if (key === 'a') session.selectAll()
  else if (key === 'z') session.undo()
  else return false
  return true
}

function placeTowards(direction: 'left' | 'right' | 'up' | 'down', place: number, grid: GridRows): number {
  if (direction === 'left') return place - 1
  if (direction === 'right') return place + 1
  return grid.moveVertically(place, direction === 'up' ? -1 : 1)
}

import type { MapView } from './map-view.js'

/** What keys do. */
export interface KeyActions {
  view: MapView
  /** Shows the next picture found, or with -1 the one before. */
  step(by: 1 | -1): void
  /** Closes what is open, else forgets the search. */
  close(): void
}

const moveStep = 90

/** Lets the map be used from a keyboard; Escape leaves a field, other keys typed there stay there. */
export function connectKeys(search: HTMLInputElement, { view, step, close }: KeyActions): void {
  const actions: Record<string, () => void> = {
    ArrowLeft: () => view.moveBy(moveStep, 0),
    ArrowRight: () => view.moveBy(-moveStep, 0),
    ArrowUp: () => view.moveBy(0, moveStep),
    ArrowDown: () => view.moveBy(0, -moveStep),
    '+': () => view.zoomBy(1.4),
    '=': () => view.zoomBy(1.4),
    '-': () => view.zoomBy(1 / 1.4),
    '0': () => view.showAll(),
    n: () => step(1),
    p: () => step(-1),
    '/': () => search.focus(),
    Escape: close,
  }
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement
    if (event.key === 'Escape' && isTyping) {
      // Browsers would empty the field.
      event.preventDefault()
      return (event.target as HTMLElement).blur()
    }
    const action = actions[event.key]
    if (isTyping || action === undefined) return
    event.preventDefault()
    action()
  })
}

import type { JudgingSession } from './judging-session.js'

/** What keys can do besides what concerns the session. */
export interface KeyTargets {
  /** Images in a row. */
  columns: number
  openHelp(): void
  openResults(): void
}

/** Does what a key means. False when it means nothing. */
export function pressKey(event: KeyboardEvent, session: JudgingSession, targets: KeyTargets): boolean {
  const { key, altKey, ctrlKey, metaKey } = event
  if (altKey) return false
  if (ctrlKey || metaKey) {
    if (key !== 'z') return false
    session.undo()
    return true
  }
  const { cursor, tagPlace } = session
  const actions: Record<string, () => void> = {
    ArrowLeft: () => session.moveTo(cursor - 1),
    ArrowRight: () => session.moveTo(cursor + 1),
    ArrowUp: () => moveVertically(session, -targets.columns),
    ArrowDown: () => moveVertically(session, targets.columns),
    Home: () => session.moveTo(0),
    End: () => session.moveTo(session.data.images - 1),
    y: () => session.judge(true),
    n: () => session.judge(false),
    Y: () => session.judgeRest(true),
    N: () => session.judgeRest(false),
    ' ': () => session.toggle(),
    c: () => session.clear(),
    u: () => session.undo(),
    Enter: () => (session.isFinished ? targets.openResults() : session.moveToOpen()),
    PageDown: () => session.openTag(tagPlace + 1),
    PageUp: () => session.openTag(tagPlace - 1),
    ']': () => session.openTag(tagPlace + 1),
    '[': () => session.openTag(tagPlace - 1),
    r: targets.openResults,
    '?': targets.openHelp,
  }
  const action = actions[key]
  action?.()
  return action !== undefined
}

/** Stays where it is rather than go to another column. */
function moveVertically(session: JudgingSession, by: number): void {
  const place = session.cursor + by
  if (place >= 0 && place < session.data.images) session.moveTo(place)
}

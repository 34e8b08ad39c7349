import { formatCount, type ReviewSession } from './review-session.js'

/** What is shown, selected and has just been done. */
export function StatusLine({ session }: { session: ReviewSession }) {
  const { length, items, selection, message } = session
  const outdated = session.countOutdated()
  return (
    <div class="status">
      <p aria-live="polite">
        {length === items.length
          ? `${formatCount(length)} pictures`
          : `${formatCount(length)} of ${formatCount(items.length)}`}
        {selection.size > 0 && (
          <>
            {' '}
            · <b>{formatCount(selection.size)} selected</b>{' '}
            <button type="button" class="quiet-button" onClick={() => session.clearSelection()}>
              Clear
            </button>
          </>
        )}
        {outdated > 0 && (
          <>
            {' '}
            · {formatCount(outdated)} no longer match{' '}
            <button type="button" class="quiet-button" onClick={() => session.setFilter({})}>
              Drop <kbd>.</kbd>
            </button>
          </>
        )}
      </p>
      <p class="message" aria-live="polite">
        {message}
      </p>
    </div>
  )
}

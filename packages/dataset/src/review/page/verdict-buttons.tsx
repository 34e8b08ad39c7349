import { Icon } from '@animegan/local-page/browser'
import { icons } from './icons.js'
import type { ReviewSession } from './review-session.js'

/** Accept, reject and take back, for what the next decision is about. */
export function VerdictButtons({ session }: { session: ReviewSession }) {
  const targets = session.listTargets()
  const all = (verdict: 'accept' | 'reject') =>
    targets.length > 0 && targets.every((item) => session.book.verdictOf(item) === verdict)
  return (
    // biome-ignore lint/a11y/useSemanticElements: these are buttons, not fields.
    <div class="verdicts" role="group" aria-label="Verdict">
      <button
        type="button"
        class="accept"
        aria-pressed={all('accept')}
        disabled={targets.length === 0}
        onClick={() => session.decide('accept')}
      >
        <Icon path={icons.accept} /> Accept <kbd>a</kbd>
      </button>
      <button
        type="button"
        class="reject"
        aria-pressed={all('reject')}
        disabled={targets.length === 0}
        onClick={() => session.decide('reject')}
      >
        <Icon path={icons.reject} /> Reject <kbd>r</kbd>
      </button>
    </div>
  )
}

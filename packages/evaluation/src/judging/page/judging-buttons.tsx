import { Icon } from '@animegan/local-page/browser'
import { icons } from './icons.js'
import type { JudgingSession } from './judging-session.js'

/** What can be said of the image at the cursor, and of the rest. */
export function JudgingButtons({ session, onResults }: { session: JudgingSession; onResults(): void }) {
  const { tag, cursor } = session
  const verdict = tag.verdicts[cursor]
  const open = session.data.images - tag.judged
  return (
    <div class="actions" role="toolbar" aria-label="Judge">
      <button type="button" class="yes" aria-pressed={verdict === true} onClick={() => session.judge(true)}>
        <Icon path={icons.yes} /> Shows it <kbd>y</kbd>
      </button>
      <button type="button" class="no" aria-pressed={verdict === false} onClick={() => session.judge(false)}>
        <Icon path={icons.no} /> Does not <kbd>n</kbd>
      </button>
      {open === 0 ? (
        <button
          type="button"
          class="go"
          onClick={() => (session.isFinished ? onResults() : session.moveToOpen())}
        >
          {session.isFinished ? 'Results' : 'Next tag'} <kbd>Enter</kbd>
        </button>
      ) : (
        <button type="button" class="rest" onClick={() => session.judgeRest(true)}>
          {open === 1 ? 'The last does' : `Other ${open} do`} <kbd>Y</kbd>
        </button>
      )}
      <button
        type="button"
        class="tool"
        aria-label="Undo"
        title="Undo (u)"
        disabled={!session.canUndo}
        onClick={() => session.undo()}
      >
        <Icon path={icons.undo} />
      </button>
    </div>
  )
}

import { Icon, SaveState } from '@animegan/local-page/browser'
import { icons } from './icons.js'
import type { JudgingSession } from './judging-session.js'

export interface TopBarProps {
  session: JudgingSession
  onResults(): void
  onHelp(): void
}

/** Whose images these are, how far they are judged, whether all is kept, and what concerns the whole page. */
export function TopBar({ session, onResults, onHelp }: TopBarProps) {
  const { judged, total } = session.count()
  return (
    <header class="top">
      <p class="model" title={session.data.folder}>
        {session.data.model}
      </p>
      <div class="progress">
        <div
          class="bar"
          role="progressbar"
          aria-label="Judged"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={judged}
        >
          <span style={{ width: `${(100 * judged) / total}%` }} />
        </div>
        <p>
          <b>{judged}</b> of {total}
          <span class="wide"> judged</span>
        </p>
      </div>
      <SaveState queue={session.queue} />
      <button type="button" class="tool" onClick={onResults} aria-label="Results" title="Results (r)">
        <Icon path={icons.results} />
      </button>
      <button type="button" class="tool" onClick={onHelp} aria-label="Keys and help" title="Keys (?)">
        <Icon path={icons.help} />
      </button>
    </header>
  )
}

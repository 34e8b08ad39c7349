import { Icon } from '@animegan/local-page/browser'
import { listFacts } from './describe-picture.js'
import { icons } from './icons.js'
import { Thumbnail } from './picture-tile.js'
import type { ReviewItem } from './review-item.js'
import { formatCount, type ReviewSession } from './review-session.js'
import { TagEditor } from './tag-editor.js'
import { VerdictButtons } from './verdict-buttons.js'

export interface InspectorProps {
  session: ReviewSession
  /** Whether it lies over the grid, where there is no room beside it. */
  isOpen: boolean
  onClose(): void
  onZoom(): void
}

/** What is known of the picture at the cursor, or of the selection, and all that can be decided about it. */
export function Inspector({ session, isOpen, onClose, onZoom }: InspectorProps) {
  const item = session.itemAt()
  const isBulk = session.selection.size > 0
  return (
    <aside class="panel inspector" data-open={isOpen} aria-label="Picture">
      <header class="panel-head">
        <h2>{isBulk ? `${formatCount(session.selection.size)} selected` : 'Picture'}</h2>
        <button type="button" class="quiet-button close" onClick={onClose} aria-label="Close">
          <Icon path={icons.close} />
        </button>
      </header>
      {isBulk ? (
        <p class="quiet">
          Verdicts and tags go to all of them. <kbd>Esc</kbd> ends the selection.
        </p>
      ) : (
        item && (
          <CurrentPicture key={`${item.index} ${session.queue.recoveries}`} item={item} onZoom={onZoom} />
        )
      )}
      <VerdictButtons session={session} />
      <TagEditor session={session} onLeave={onClose} />
    </aside>
  )
}

function CurrentPicture({ item, onZoom }: { item: ReviewItem; onZoom(): void }) {
  return (
    <div class="current">
      <button type="button" class="preview" onClick={onZoom} aria-label="Look closer">
        <Thumbnail id={item.id} />
        <Icon path={icons.zoom} />
      </button>
      <p class="file">{item.file}</p>
      <Facts item={item} />
    </div>
  )
}

/** What is known of a picture, as a list of terms. */
export function Facts({ item }: { item: ReviewItem }) {
  return (
    <dl class="facts">
      {listFacts(item).map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

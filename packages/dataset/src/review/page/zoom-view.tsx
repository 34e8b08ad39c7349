import { Modal } from '@animegan/local-page/browser'
import { useState } from 'preact/hooks'
import { describePicture } from './describe-picture.js'
import { Facts } from './inspector.js'
import { formatCount, type ReviewSession } from './review-session.js'
import { pictureAddress } from './talk-to-server.js'
import { VerdictButtons } from './verdict-buttons.js'

export interface ZoomViewProps {
  session: ReviewSession
  onClose(): void
  onKeyDown(event: KeyboardEvent): void
}

/** One picture as large as the window allows, with all that is known of it. */
export function ZoomView({ session, onClose, onKeyDown }: ZoomViewProps) {
  const { book, tags, cursor, length } = session
  const item = session.itemAt()
  if (item === undefined) return null
  const on = book.tagsOf(item)
  return (
    <Modal label={describePicture(session, item)} class="zoom" onClose={onClose} onKeyDown={onKeyDown}>
      <Picture key={item.index} id={item.id} verdict={book.verdictOf(item) ?? 'none'} />
      <div class="zoom-side">
        <p class="file">{item.file}</p>
        <p class="quiet">
          {formatCount(cursor + 1)} of {formatCount(length)} shown
        </p>
        <VerdictButtons session={session} />
        <ul class="zoom-tags">
          {on.map((tag) => {
            const score = item.scores?.[tag]
            return (
              <li key={tag}>
                {tags[tag]?.label}
                {score !== undefined && score >= 0 && <small>{Math.round(100 * score)}%</small>}
              </li>
            )
          })}
          {on.length === 0 && <li class="quiet">no tags</li>}
        </ul>
        <Facts item={item} />
      </div>
    </Modal>
  )
}

function Picture({ id, verdict }: { id: string; verdict: string }) {
  const [isMissing, setMissing] = useState(false)
  if (isMissing) return <p class="zoom-picture quiet">This picture is absent or damaged.</p>
  return (
    <div class="zoom-picture" data-verdict={verdict}>
      <img src={pictureAddress(id)} alt="" onError={() => setMissing(true)} />
    </div>
  )
}

import { Icon } from '@animegan/local-page/browser'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { icons } from './icons.js'
import type { JudgingSession } from './judging-session.js'

export interface ImageGridProps {
  session: JudgingSession
  /** Told how many images are in a row, whenever that changes. */
  onColumns(columns: number): void
}

/** The images of the tag, each a button that switches whether it shows the tag. */
export function ImageGrid({ session, onColumns }: ImageGridProps) {
  const grid = useRef<HTMLUListElement>(null)
  const { tag, cursor } = session
  useLayoutEffect(() => {
    const count = () => onColumns(getComputedStyle(grid.current!).gridTemplateColumns.split(' ').length)
    const observer = new ResizeObserver(count)
    observer.observe(grid.current!)
    count()
    return () => observer.disconnect()
  }, [])
  // The image at the cursor has the focus, so that it is read aloud and scrolled to.
  useLayoutEffect(() => {
    grid.current?.querySelectorAll('button')[cursor]?.focus()
  }, [tag, cursor])
  return (
    <ul ref={grid} class="images" aria-label={`Images that were asked to show ${tag.label}`}>
      {tag.verdicts.map((verdict, place) => (
        <li key={`${tag.id}/${place}`}>
          <ImageButton session={session} place={place} verdict={verdict} />
        </li>
      ))}
    </ul>
  )
}

function ImageButton({
  session,
  place,
  verdict,
}: {
  session: JudgingSession
  place: number
  verdict: boolean | null
}) {
  const { tag, cursor } = session
  const said = verdict === null ? 'not judged' : verdict ? `shows ${tag.label}` : `does not show ${tag.label}`
  return (
    <button
      type="button"
      class="image"
      data-verdict={verdict === null ? 'open' : verdict ? 'yes' : 'no'}
      data-current={place === cursor}
      tabIndex={place === cursor ? 0 : -1}
      aria-label={`Image ${place + 1}: ${said}`}
      onClick={() => session.toggle(place)}
    >
      <img src={`/images/${tag.id}/${place + 1}`} alt="" draggable={false} />
      {verdict !== null && (
        <span class="mark">
          <Icon path={verdict ? icons.yes : icons.no} />
        </span>
      )}
      {session.isPending(place) && <span class="pending" title="Not saved yet" />}
    </button>
  )
}

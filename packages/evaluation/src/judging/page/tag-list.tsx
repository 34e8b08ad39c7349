import { useLayoutEffect, useRef } from 'preact/hooks'
import type { JudgedTag } from './judged-tag.js'
import type { JudgingSession } from './judging-session.js'

/** All tags by groups, with how far each is judged. */
export function TagList({ session }: { session: JudgingSession }) {
  const groups = [...new Set(session.tags.map(({ group }) => group))]
  return (
    <nav class="tags" aria-label="Tags">
      {groups.map((group) => (
        <section key={group}>
          <h2>{group}</h2>
          <ul>
            {session.tags.map(
              (tag, place) => tag.group === group && <TagLine {...{ session, tag, place }} />,
            )}
          </ul>
        </section>
      ))}
    </nav>
  )
}

function TagLine({ session, tag, place }: { session: JudgingSession; tag: JudgedTag; place: number }) {
  const { images } = session.data
  const isDone = tag.judged === images
  const isCurrent = tag === session.tag
  const button = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    if (isCurrent) button.current!.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <li key={tag.id}>
      <button
        ref={button}
        type="button"
        aria-current={isCurrent}
        data-done={isDone}
        onClick={() => session.openTag(place)}
      >
        <span>{tag.label}</span>
        <small>
          {isDone ? (tag.shown / images).toFixed(2) : tag.judged > 0 && `${tag.judged}/${images}`}
        </small>
      </button>
    </li>
  )
}

import { Icon } from '@animegan/local-page/browser'
import { icons } from './icons.js'
import type { JudgingSession } from './judging-session.js'

/** Which tag is judged, how far, what was done last, and the way to the tags beside it. */
export function TagHeading({ session }: { session: JudgingSession }) {
  const { tag, tags, tagPlace, message } = session
  const { images } = session.data
  return (
    <div class="heading">
      <button
        type="button"
        class="tool"
        aria-label="Previous tag"
        title="Previous tag ([)"
        disabled={tagPlace === 0}
        onClick={() => session.openTag(tagPlace - 1)}
      >
        <Icon path={icons.previous} />
      </button>
      <div>
        <h1>
          <span class="ask">Does it show</span> {tag.label}
          <span class="ask">?</span>
        </h1>
        <p class="quiet" aria-live="polite">
          <span>
            {tag.judged} of {images} judged
          </span>
          <span class="dot"> · </span>
          <span>{tag.shown} show it</span>
          {message !== '' && <span class="message"> · {message}</span>}
        </p>
      </div>
      <select
        class="choose"
        aria-label="Tag"
        value={tagPlace}
        onChange={({ currentTarget }) => session.openTag(Number(currentTarget.value))}
      >
        {tags.map(({ id, label, judged }, place) => (
          <option key={id} value={place}>
            {label} ({judged}/{images})
          </option>
        ))}
      </select>
      <button
        type="button"
        class="tool"
        aria-label="Next tag"
        title="Next tag (])"
        disabled={tagPlace === tags.length - 1}
        onClick={() => session.openTag(tagPlace + 1)}
      >
        <Icon path={icons.next} />
      </button>
    </div>
  )
}

import { useEffect, useRef, useState } from 'preact/hooks'
import type { ReviewItem } from './review-item.js'
import { formatCount, type ReviewSession } from './review-session.js'
import { findTags } from './tag-choice.js'

/** Id of the search field, which the key for tags focuses. */
export const tagSearch = 'tag-search'

/** The tags of what the next decision is about, by group: each a switch, and a search that finds and switches them by keys. */
export function TagEditor({ session, onLeave }: { session: ReviewSession; onLeave(): void }) {
  const { tags, groups } = session
  const [search, setSearch] = useState('')
  const [highlighted, setHighlighted] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const targets = session.listTargets()
  const found = findTags(tags, search)
  const isSearching = search.trim() !== ''
  const chosen = isSearching ? found[highlighted] : undefined

  useEffect(() => {
    list.current?.querySelector('[data-highlighted="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [chosen])

  const change = (text: string): void => {
    setSearch(text)
    setHighlighted(0)
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      if (isSearching) change('')
      else onLeave()
    } else if (event.key === 'Enter') {
      if (chosen === undefined) return
      session.toggleTag(chosen)
      change('')
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1
      if (found.length > 0) setHighlighted((highlighted + step + found.length) % found.length)
    } else {
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div class="tag-editor">
      <label class="field">
        <span>
          {targets.length > 1 ? `Tags of ${formatCount(targets.length)} pictures` : 'Tags'} <kbd>t</kbd>
        </span>
        <input
          id={tagSearch}
          type="text"
          placeholder="type, then Enter"
          autocomplete="off"
          spellcheck={false}
          value={search}
          onInput={(event) => change(event.currentTarget.value)}
          onKeyDown={press}
        />
      </label>
      <p class="visually-hidden" aria-live="polite">
        {chosen === undefined
          ? isSearching && 'no such tag'
          : `${tags[chosen]?.label}, ${stateOf(session, targets, chosen)}`}
      </p>
      <div ref={list}>
        {groups.map((group, number) => {
          const members = found.filter((tag) => tags[tag]!.group === number)
          if (members.length === 0) return null
          return (
            <fieldset key={group.label}>
              <legend>{group.label}</legend>
              <div class="chips">
                {members.map((tag) => (
                  <TagSwitch
                    key={tag}
                    label={tags[tag]!.label}
                    state={stateOf(session, targets, tag)}
                    score={targets.length === 1 ? targets[0]?.scores?.[tag] : undefined}
                    isHighlighted={tag === chosen}
                    onToggle={() => session.toggleTag(tag)}
                  />
                ))}
              </div>
            </fieldset>
          )
        })}
        {found.length === 0 && <p class="quiet">No tag has that in its name.</p>}
      </div>
    </div>
  )
}

/** Whether all, some or none of the pictures have a tag, as `aria-pressed` says it. */
function stateOf(
  { book }: ReviewSession,
  targets: readonly ReviewItem[],
  tag: number,
): 'true' | 'mixed' | 'false' {
  const having = targets.filter((item) => book.tagsOf(item).includes(tag)).length
  return having === 0 ? 'false' : having === targets.length ? 'true' : 'mixed'
}

interface TagSwitchProps {
  label: string
  state: 'true' | 'mixed' | 'false'
  score: number | undefined
  isHighlighted: boolean
  onToggle(): void
}

function TagSwitch({ label, state, score, isHighlighted, onToggle }: TagSwitchProps) {
  const percent = score === undefined || score < 0 ? undefined : Math.round(100 * score)
  return (
    <button
      type="button"
      class="chip"
      aria-pressed={state}
      data-highlighted={isHighlighted}
      onClick={onToggle}
    >
      {label}
      {percent !== undefined && (
        <small>
          <span class="visually-hidden">, confidence </span>
          {percent}%
        </small>
      )}
    </button>
  )
}

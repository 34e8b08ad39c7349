import { Icon } from '@animegan/local-page/browser'
import type { ReviewColumns } from '../review-data.js'
import { icons } from './icons.js'
import { emptyFilter, type PictureFilter, type Sorting, sortings } from './picture-filter.js'
import { RangeField } from './range-field.js'
import type { ReviewSession } from './review-session.js'
import { TagFilter } from './tag-filter.js'
import { VerdictChoice } from './verdict-choice.js'

/** Id of the text field, which the key for filters focuses. */
export const filterText = 'filter-text'

const sortingNames: Record<Sorting, string> = {
  file: 'in the order of the records',
  confidence: 'least certain first',
  duplicates: 'duplicates side by side',
  face: 'smallest face first',
  sharpness: 'least sharp first',
}

export interface FilterPanelProps {
  session: ReviewSession
  /** Whether it lies over the grid, where there is no room beside it. */
  isOpen: boolean
  onClose(): void
}

/** Which pictures are shown, and in which order. What the data set does not tell is not asked. */
export function FilterPanel({ session, isOpen, onClose }: FilterPanelProps) {
  const { filter, columns, groups, tags } = session
  const set = (change: Partial<PictureFilter>): void => session.setFilter(change)
  const has = (column: keyof ReviewColumns) => columns.has(column)
  const needs: Partial<Record<Sorting, keyof ReviewColumns>> = {
    confidence: 'scores',
    duplicates: 'duplicates',
    face: 'face',
    sharpness: 'sharpness',
  }
  const offered = sortings.filter((sorting) => needs[sorting] === undefined || has(needs[sorting]))

  return (
    <aside class="panel filters" data-open={isOpen} aria-label="Filters">
      <header class="panel-head">
        <h2>Filters</h2>
        {filter !== emptyFilter && (
          <button type="button" class="quiet-button" onClick={() => set(emptyFilter)}>
            Reset
          </button>
        )}
        <button type="button" class="quiet-button close" onClick={onClose} aria-label="Close">
          <Icon path={icons.close} />
        </button>
      </header>
      <label class="field">
        <span>
          Text <kbd>/</kbd>
        </span>
        <input
          id={filterText}
          type="search"
          placeholder="file, work or source"
          autocomplete="off"
          spellcheck={false}
          value={filter.text}
          onInput={({ currentTarget: { value } }) => set({ text: value })}
        />
      </label>
      <VerdictChoice session={session} />
      <label class="field">
        <span>Order</span>
        <select
          value={filter.sorting}
          onChange={({ currentTarget: { value } }) => set({ sorting: value as Sorting })}
        >
          {offered.map((sorting) => (
            <option key={sorting} value={sorting}>
              {sortingNames[sorting]}
            </option>
          ))}
        </select>
      </label>
      {has('duplicates') && (
        <label class="check">
          <input type="checkbox" checked={filter.onlyDuplicates} onChange={() => toggleDuplicates(session)} />
          Only duplicates <kbd>g</kbd>
        </label>
      )}
      {has('scores') && (
        <>
          <label class="field">
            <span>Confidence of</span>
            <select
              value={filter.confidenceOf ?? ''}
              onChange={({ currentTarget: { value } }) =>
                set({ confidenceOf: value === '' ? undefined : Number(value) })
              }
            >
              <option value="">the least certain tag</option>
              {tags.map(({ label }, tag) => (
                <option key={label} value={tag}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <RangeField
            label="Percent"
            scale={100}
            range={filter.confidence}
            onChange={(confidence) => set({ confidence })}
          />
        </>
      )}
      {has('face') && <RangeField label="Face, px" range={filter.face} onChange={(face) => set({ face })} />}
      {has('sharpness') && (
        <RangeField label="Sharpness" range={filter.sharpness} onChange={(sharpness) => set({ sharpness })} />
      )}
      <p class="quiet hint">A tag: click once for pictures with it, twice for those without.</p>
      {groups.map((group, number) => (
        <fieldset key={group.label}>
          <legend>{group.label}</legend>
          <div class="chips">
            {tags.map((tag, index) =>
              tag.group === number ? (
                <TagFilter
                  key={tag.id}
                  label={tag.label}
                  wanted={filter.tags.get(index)}
                  onChange={(wanted) => set({ tags: withTag(filter.tags, index, wanted) })}
                />
              ) : null,
            )}
          </div>
        </fieldset>
      ))}
    </aside>
  )
}

/** Shows only duplicates, side by side, or everything again. */
export function toggleDuplicates(session: ReviewSession): void {
  const on = !session.filter.onlyDuplicates
  session.setFilter({ onlyDuplicates: on, sorting: on ? 'duplicates' : 'file' })
}

function withTag(
  tags: ReadonlyMap<number, boolean>,
  tag: number,
  wanted: boolean | undefined,
): ReadonlyMap<number, boolean> {
  const changed = new Map(tags)
  if (wanted === undefined) changed.delete(tag)
  else changed.set(tag, wanted)
  return changed
}

// biome-ignore-all lint/a11y/useSemanticElements: a table cannot leave out the lines that are out of sight.
import { Icon } from '@animegan/local-page/browser'
import { useState } from 'preact/hooks'
import type { ReviewVerdict } from '../review-data.js'
import { icons } from './icons.js'
import { thumbnailAddress } from './talk-to-server.js'

export interface PictureTileProps {
  /** Id of the element. */
  name: string
  id: string
  /** For those who do not see it. */
  label: string
  verdict: ReviewVerdict | null
  isCurrent: boolean
  isSelected: boolean
  isPending: boolean
  isRetagged: boolean
  /** A value that decides the order, such as "51%". */
  caption: string | undefined
  column: number
  onPoint(event: MouseEvent): void
  onOpen(): void
  onSelect(): void
}

/** One picture of the grid with what was said of it. */
export function PictureTile(props: PictureTileProps) {
  const { name, id, label, verdict, isCurrent, isSelected, isPending, isRetagged, caption, column } = props
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the current tile.
    <div
      id={name}
      role="gridcell"
      aria-colindex={column}
      aria-selected={isSelected}
      aria-label={label}
      class="tile"
      data-verdict={verdict ?? 'none'}
      data-current={isCurrent}
      onClick={props.onPoint}
      onDblClick={props.onOpen}
    >
      <Thumbnail id={id} />
      {verdict && (
        <span class={`mark ${verdict}`}>
          <Icon path={icons[verdict]} />
        </span>
      )}
      {isRetagged && (
        <span class="mark retagged">
          <Icon path={icons.tag} />
        </span>
      )}
      {caption !== undefined && <span class="caption">{caption}</span>}
      {isPending && <span class="pending" />}
      {/* Only for pointers: Space does it on a keyboard. */}
      <button
        type="button"
        class="select"
        tabIndex={-1}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation()
          props.onSelect()
        }}
        onDblClick={(event) => event.stopPropagation()}
      >
        <Icon path={icons.accept} />
      </button>
    </div>
  )
}

/** A picture, or a sign that it cannot be shown. */
export function Thumbnail({ id }: { id: string }) {
  const [isMissing, setMissing] = useState(false)
  if (isMissing) {
    return (
      <span class="missing">
        <Icon path={icons.missing} />
        cannot be shown
      </span>
    )
  }
  return (
    <img
      src={thumbnailAddress(id)}
      alt=""
      decoding="async"
      draggable={false}
      onError={() => setMissing(true)}
    />
  )
}

import { Icon, SaveState } from '@animegan/local-page/browser'
import { icons } from './icons.js'
import { formatCount, type ReviewSession } from './review-session.js'

export interface TopBarProps {
  session: ReviewSession
  tileSize: number
  onTileSize(size: number): void
  onFilters(): void
  onHelp(): void
}

/** Smallest and largest width of a tile, in pixels. */
export const tileSizes = { least: 72, most: 320, step: 16 }

/** What is reviewed, how far it is, whether all is kept, and what concerns the whole page. */
export function TopBar({ session, tileSize, onTileSize, onFilters, onHelp }: TopBarProps) {
  const { accepted, rejected } = session.count()
  const total = session.items.length
  const part = (count: number) => ({ width: `${(100 * count) / total}%` })
  return (
    <header class="top">
      <button type="button" class="tool filter-button" onClick={onFilters} aria-label="Filters">
        <Icon path={icons.filter} />
      </button>
      <h1 title={session.folder}>{session.folder.split(/[/\\]/).filter(Boolean).at(-1) ?? session.folder}</h1>
      <div class="progress">
        <div
          class="bar"
          role="progressbar"
          aria-label="Reviewed"
          aria-valuemin={0}
          aria-valuemax={total}
          aria-valuenow={accepted + rejected}
        >
          <span class="accept" style={part(accepted)} />
          <span class="reject" style={part(rejected)} />
        </div>
        <p>
          <b>{formatCount(accepted + rejected)}</b> of {formatCount(total)} reviewed
          <span class="wide">
            {' '}
            · <span class="accepted">{formatCount(accepted)} accepted</span> ·{' '}
            <span class="rejected">{formatCount(rejected)} rejected</span>
          </span>
        </p>
      </div>
      <SaveState queue={session.queue} />
      <label class="wide size">
        <span class="visually-hidden">Size of the pictures</span>
        <input
          type="range"
          min={tileSizes.least}
          max={tileSizes.most}
          step={tileSizes.step}
          value={tileSize}
          onInput={({ currentTarget: { value } }) => onTileSize(Number(value))}
        />
      </label>
      <button
        type="button"
        class="tool wide"
        onClick={() => session.undo()}
        disabled={!session.canUndo}
        aria-label="Undo"
        title="Undo (u)"
      >
        <Icon path={icons.undo} />
      </button>
      <button type="button" class="tool" onClick={onHelp} aria-label="Keys and help" title="Keys (?)">
        <Icon path={icons.help} />
      </button>
    </header>
  )
}

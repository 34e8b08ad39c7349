import {
  type Drawing,
  drawBox,
  drawText,
  formatCount,
  formatShare,
  palette,
  shorten,
} from './svg-elements.js'

/** A bar of a list. */
export interface Bar {
  label: string
  count: number
}

const row = 22
const labelWidth = 190
const numbersWidth = 98
const mostRows = 9

/** Draws counts as bars one below the other with their parts of the whole; the least are taken together when there are many. */
export function drawBars(bars: readonly Bar[], width: number): Drawing {
  const whole = bars.reduce((sum, { count }) => sum + count, 0)
  const shown = gatherLast(bars)
  const largest = Math.max(...shown.map(({ count }) => count))
  const scale = (width - labelWidth - numbersWidth) / largest
  const parts = shown.map(({ label, count }, index) => {
    const y = index * row
    const number = { size: 11.5, anchor: 'end' } as const
    return [
      drawText(shorten(label, 30), labelWidth - 8, y + 13, { size: 11.5, anchor: 'end' }),
      drawBox(labelWidth, y + 3, Math.max(1, count * scale), 12, palette.ours, { radius: 1, title: label }),
      drawText(formatCount(count), width - 46, y + 13, number),
      drawText(formatShare(count / whole), width, y + 13, { ...number, color: palette.quiet }),
    ].join('')
  })
  return { width, height: shown.length * row, svg: parts.join('') }
}

function gatherLast(bars: readonly Bar[]): Bar[] {
  if (bars.length <= mostRows) return [...bars]
  const rest = bars.slice(mostRows - 1)
  const count = rest.reduce((sum, bar) => sum + bar.count, 0)
  return [...bars.slice(0, mostRows - 1), { label: `${rest.length} others`, count }]
}

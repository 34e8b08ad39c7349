import { type Drawing, drawBox, drawLine, drawText, formatCount, palette } from './svg-elements.js'

/** A column of a chart. */
export interface Column {
  label: string
  count: number
}

const columnsHeight = 140
const head = 16
const widest = 64

/** Draws counts as columns side by side; labels and numbers only where they have room. */
export function drawColumns(columns: readonly Column[], width: number): Drawing {
  const step = Math.min(widest, width / columns.length)
  const largest = Math.max(...columns.map(({ count }) => count))
  const floor = head + columnsHeight
  const longest = Math.max(
    ...columns.map(({ label, count }) => Math.max(label.length, formatCount(count).length)),
  )
  const every = Math.ceil((6.2 * longest) / step)
  const parts = columns.map(({ label, count }, index) => {
    const height = (columnsHeight * count) / largest
    const x = index * step
    const number = { size: 10, anchor: 'middle' } as const
    return [
      drawBox(x + 1, floor - Math.max(count > 0 ? 1 : 0, height), step - 2, height, palette.ours, {
        radius: 1,
        title: `${label}: ${formatCount(count)}`,
      }),
      ...(index % every === 0
        ? [
            drawText(label, x + step / 2, floor + 14, { ...number, color: palette.quiet }),
            ...(count > 0 ? [drawText(formatCount(count), x + step / 2, floor - height - 4, number)] : []),
          ]
        : []),
    ].join('')
  })
  return { width, height: floor + 18, svg: drawLine(0, floor, width, floor) + parts.join('') }
}

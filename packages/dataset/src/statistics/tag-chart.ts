import type { TagStatistics } from './describe-dataset.js'
import {
  type Drawing,
  drawBox,
  drawLine,
  drawText,
  formatCount,
  formatShare,
  palette,
} from './svg-elements.js'

const row = 21
const groupGap = 9
const labelWidth = 102
const numbersWidth = 158
const head = 34

/** Steps of the axis: the largest of which there are at most eight is taken. */
const axisSteps = [0.01, 0.02, 0.05, 0.1, 0.2]

/** Draws how many pictures have each tag, as bars of their share, above the bars of the paper's corpus where they are known. */
export function drawTagChart(tags: readonly TagStatistics[], width: number): Drawing {
  const largest = Math.max(0.01, ...tags.map(({ share, paper }) => Math.max(share, paper?.share ?? 0)))
  const step = axisSteps.find((size) => largest / size <= 8) ?? 0.25
  const scale = (width - labelWidth - numbersWidth) / largest
  const hasPaper = tags.some(({ paper }) => paper !== undefined)
  const parts: string[] = []
  let y = head
  tags.forEach((tag, index) => {
    if (index > 0 && tags[index - 1]!.group !== tag.group) y += groupGap
    parts.push(drawTag(tag, y, scale, width))
    y += row
  })
  const lines: string[] = []
  for (let share = 0; share <= largest; share += step) {
    const x = labelWidth + share * scale
    lines.push(drawLine(x, head - 8, x, y))
    lines.push(
      drawText(`${Math.round(100 * share)}%`, x, y + 14, {
        size: 10,
        color: palette.quiet,
        anchor: 'middle',
      }),
    )
  }
  return { width, height: y + 20, svg: [...lines, drawHead(width, hasPaper), ...parts].join('') }
}

function drawHead(width: number, hasPaper: boolean): string {
  const column = (label: string, right: number, color: string = palette.quiet) =>
    drawText(label, width - right, 12, { size: 10.5, color, anchor: 'end' })
  const legend = [
    drawBox(labelWidth, 4, 18, 9, palette.ours, { radius: 1 }),
    drawText('this data set', labelWidth + 24, 12, { size: 10.5, color: palette.quiet }),
    ...(hasPaper
      ? [
          drawBox(labelWidth + 110, 6, 18, 5, palette.theirs, { radius: 1 }),
          drawText("the paper's corpus", labelWidth + 134, 12, { size: 10.5, color: palette.quiet }),
        ]
      : []),
  ]
  return [
    ...legend,
    column('pictures', 98),
    column('share', 50),
    ...(hasPaper ? [column('paper', 0)] : []),
  ].join('')
}

function drawTag(
  { label, pictures, share, paper }: TagStatistics,
  y: number,
  scale: number,
  width: number,
): string {
  const base = y + 12
  const number = { size: 11.5, anchor: 'end' } as const
  const title = `${label}: ${formatCount(pictures)} pictures, ${formatShare(share)}`
  return [
    drawText(label, labelWidth - 8, base, { anchor: 'end' }),
    drawBox(labelWidth, y + 2, Math.max(share > 0 ? 1 : 0, share * scale), 9, palette.ours, {
      radius: 1,
      title,
    }),
    ...(paper
      ? [drawBox(labelWidth, y + 12, Math.max(1, paper.share * scale), 5, palette.theirs, { radius: 1 })]
      : []),
    drawText(formatCount(pictures), width - 98, base, number),
    drawText(formatShare(share), width - 50, base, number),
    ...(paper ? [drawText(formatShare(paper.share), width, base, { ...number, color: palette.quiet })] : []),
  ].join('')
}

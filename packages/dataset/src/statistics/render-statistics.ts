import { drawBars } from './bar-list.js'
import { type Column, drawColumns } from './column-chart.js'
import { drawCooccurrence } from './cooccurrence-chart.js'
import type { DatasetDescription } from './describe-dataset.js'
import { classifySides } from './side-classes.js'
import {
  type Drawing,
  drawBox,
  drawText,
  fontFamily,
  formatCount,
  palette,
  placeDrawing,
  shorten,
} from './svg-elements.js'
import { drawTagChart } from './tag-chart.js'

const width = 1280
const margin = 28
const gap = 20
const padding = 18
const heading = 44
const top = 92
const columnWidth = (width - 2 * margin - gap) / 2
const room = columnWidth - 2 * padding

interface Panel extends Drawing {
  title: string
  note: string
}

/**
 * Draws what is known of a data set as one SVG picture, 1,280 wide: tags beside the paper's Table 1, which come together, and, where
 * there is something to show, years, sizes, sources, splits and rejects.
 */
export function renderStatistics(description: DatasetDescription, title: string): Drawing {
  const parts = [
    drawText(shorten(title, 70), margin, 46, { size: 26, bold: true }),
    drawText(summarize(description), margin, 70, { size: 14, color: palette.quiet }),
  ]
  // Each panel goes below the column that is the shorter one so far.
  const ends = [top, top]
  for (const panel of listPanels(description)) {
    const column = ends[1]! < ends[0]! ? 1 : 0
    const height = heading + padding + panel.height
    parts.push(drawPanel(panel, margin + column * (columnWidth + gap), ends[column]!, height))
    ends[column]! += height + gap
  }
  const height = Math.max(...ends) - gap + margin
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}, system-ui, sans-serif">` +
    `${drawBox(0, 0, width, height, palette.paper)}${parts.join('\n')}</svg>`
  return { width, height, svg }
}

function drawPanel(panel: Panel, x: number, y: number, height: number): string {
  const frame = `<rect x="${x + 0.5}" y="${y + 0.5}" width="${panel.width + 2 * padding - 1}" height="${height - 1}" rx="7" fill="${palette.card}" stroke="${palette.line}"/>`
  return [
    frame,
    drawText(panel.title, x + padding, y + 28, { size: 15, bold: true }),
    drawText(panel.note, x + padding + panel.width, y + 28, {
      size: 11,
      color: palette.quiet,
      anchor: 'end',
    }),
    placeDrawing(panel, x + padding, y + heading),
  ].join('')
}

function listPanels(description: DatasetDescription): Panel[] {
  const { tags, years, sides, sources, splits, rejects } = description
  const beside = tags.some(({ paper }) => paper) ? ', beside Table 1 of the paper' : ''
  const panels: Panel[] = [
    { title: 'Tags', note: `part of the pictures that have each${beside}`, ...drawTagChart(tags, room) },
    { title: 'Tags that come together', note: '', ...drawCooccurrence(description, room) },
  ]
  if (years.length > 0) {
    panels.push({
      title: 'Years',
      note: noteUnknown(description, years),
      ...drawColumns(listYears(description), room),
    })
  }
  if (sides.length > 0) {
    const note = noteUnknown(description, sides) || 'shorter side, pixels'
    panels.push({ title: 'Sizes', note, ...drawColumns(classifySides(sides), room) })
  }
  if (sources.some(({ value }) => value !== '')) {
    const bars = sources.map(({ value, count }) => ({ label: value || 'unknown', count }))
    panels.push({ title: 'Sources', note: '', ...drawBars(bars, room) })
  }
  panels.push({
    title: 'Splits',
    note: '',
    ...drawBars(
      splits.map(({ name, pictures }) => ({ label: name, count: pictures })),
      room,
    ),
  })
  if (rejects.length > 0) {
    const bars = rejects.map(({ stage, reason, count }) => ({ label: `${stage}: ${reason}`, count }))
    panels.push({
      title: 'Left out',
      note: 'by stage and reason',
      ...drawBars(
        bars.sort((a, b) => b.count - a.count),
        room,
      ),
    })
  }
  return panels
}

/** Every year from the first to the last. */
function listYears({ years }: DatasetDescription): Column[] {
  const counts = new Map(years.map(({ value, count }) => [Math.floor(value), count]))
  const [first, last] = [Math.floor(years[0]!.value), Math.floor(years.at(-1)!.value)]
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    label: String(first + index),
    count: counts.get(first + index) ?? 0,
  }))
}

function noteUnknown({ pictures }: DatasetDescription, counts: readonly { count: number }[]): string {
  const unknown = pictures - counts.reduce((sum, { count }) => sum + count, 0)
  return unknown === 0 ? '' : `unknown of ${formatCount(unknown)}`
}

function summarize({ pictures, years, duplicates, rejects }: DatasetDescription): string {
  const left = rejects.reduce((sum, { count }) => sum + count, 0)
  return [
    `${formatCount(pictures)} pictures`,
    ...(years.length > 1 ? [`${years[0]!.value} to ${years.at(-1)!.value}`] : []),
    ...(duplicates.groups > 0 ? [`${formatCount(duplicates.groups)} groups of duplicates`] : []),
    ...(left > 0 ? [`${formatCount(left)} left out`] : []),
  ].join(', ')
}

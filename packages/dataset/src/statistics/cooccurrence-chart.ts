import type { DatasetDescription } from './describe-dataset.js'
import {
  type Drawing,
  drawBox,
  drawLine,
  drawText,
  formatCount,
  formatShare,
  palette,
} from './svg-elements.js'

const labelWidth = 88
const labelHeight = 76
/** Room at the right for the ends of the columns' labels. */
const overhang = 30
const scaleHeight = 40

/** From no to all pictures of a row. */
const shades = ['#f6f2ec', '#f3d9cf', '#eab1ab', '#d97a86', '#b4304f', '#6d1836']

/**
 * Draws which tags come together: a row a tag, and in it, from light to dark, the part of its pictures that have the column's
 * tag too.
 */
export function drawCooccurrence({ tags, cooccurrence }: DatasetDescription, width: number): Drawing {
  const cell = (width - labelWidth - overhang) / tags.length
  const size = cell * tags.length
  const label = { size: Math.min(11, Math.max(7, cell - 3)) }
  const parts: string[] = []
  tags.forEach((tag, row) => {
    const y = labelHeight + row * cell
    parts.push(
      drawText(tag.label, labelWidth - 5, y + 0.5 * cell + 0.35 * label.size, { ...label, anchor: 'end' }),
    )
    parts.push(
      drawText(tag.label, labelWidth + (row + 0.62) * cell, labelHeight - 5, { ...label, turn: -60 }),
    )
    tags.forEach((other, column) => {
      const both = cooccurrence[row]![column]!
      const share = tag.pictures === 0 ? 0 : both / tag.pictures
      const title = `${formatCount(both)} of ${formatCount(tag.pictures)} with ${tag.label} have ${other.label}: ${formatShare(share)}`
      const fill = row === column ? palette.line : shadeOf(share)
      parts.push(drawBox(labelWidth + column * cell, y, cell - 0.75, cell - 0.75, fill, { title }))
    })
    if (row > 0 && tags[row - 1]!.group !== tag.group) {
      const x = labelWidth + row * cell - 0.4
      parts.push(drawLine(labelWidth, y - 0.4, labelWidth + size, y - 0.4))
      parts.push(drawLine(x, labelHeight, x, labelHeight + size))
    }
  })
  parts.push(drawScale(labelHeight + size + 14))
  return { width, height: labelHeight + size + scaleHeight, svg: parts.join('') }
}

function shadeOf(share: number): string {
  const place = Math.min(0.999, share) * (shades.length - 1)
  const [from, to] = [shades[Math.floor(place)]!, shades[Math.floor(place) + 1]!]
  const channels = [1, 3, 5].map((at) => {
    const [low, high] = [from, to].map((shade) => Number.parseInt(shade.slice(at, at + 2), 16))
    return Math.round(low! + (place % 1) * (high! - low!))
  })
  return `rgb(${channels.join(',')})`
}

function drawScale(y: number): string {
  const steps = 30
  const width = 5
  const boxes = Array.from({ length: steps }, (_, step) =>
    drawBox(labelWidth + step * width, y, width, 9, shadeOf(step / (steps - 1))),
  )
  const text = { size: 10, color: palette.quiet }
  const end = labelWidth + steps * width
  return [
    ...boxes,
    drawText('none', labelWidth - 5, y + 8.5, { ...text, anchor: 'end' }),
    drawText("all of the row's pictures have the column's tag", end + 6, y + 8.5, text),
  ].join('')
}

import { figureColors } from './figure-colors.js'
import { measureHeight, type PlacedText, type TextRun, wrapText } from './figure-text.js'

/** What stands below a figure. */
export interface FigureCaption {
  /** Begins the caption, in bold. */
  title?: string | undefined
  /** What is shown; as many lines as it takes. */
  caption?: string | undefined
  /** What it was made with, in small letters below the caption: model, seeds, settings. */
  note?: string | undefined
}

/** The room for a caption, in pixels. */
export interface CaptionPlace {
  left: number
  width: number
  /** Where the figure ends. */
  above: number
  /** Of the text, and of small text. */
  size: number
  small: number
}

/** Places a caption below a figure; `bottom` is where it ends. */
export function placeCaption(
  { title, caption, note }: FigureCaption,
  { left, width, above, size, small }: CaptionPlace,
): { texts: PlacedText[]; bottom: number } {
  const runs: TextRun[] = [
    ...(title ? [{ text: /[.!?]$/.test(title) ? title : `${title}.`, size, bold: true }] : []),
    ...(caption ? [{ text: caption, size }] : []),
  ]
  const texts: PlacedText[] = []
  let bottom = above
  for (const [paragraph, color] of [
    [runs, figureColors.ink],
    [note ? [{ text: note, size: small }] : [], figureColors.quiet],
  ] as const) {
    const lines = wrapText(paragraph, width)
    if (lines.length === 0) continue
    const top = bottom + Math.round(0.6 * size)
    texts.push({ lines, x: left, top, align: 'left', color })
    bottom = top + measureHeight(lines)
  }
  return { texts, bottom }
}

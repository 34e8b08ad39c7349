import { createRequire } from 'node:module'
import { createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'

/** Name under which the figures' font is known; a font of the system steps in for letters that it lacks. */
const family = 'AnimeGAN Figure'
/** From one base line to the next, in sizes of the text. */
export const lineSpacing = 1.4

/** How a piece of text looks. */
interface TextStyle {
  /** In pixels. */
  size: number
  bold?: boolean | undefined
}

/** A piece of text in one style. */
export interface TextRun extends TextStyle {
  text: string
}

/** Words of one line, the space before each included in its `x`, and the line's width. */
export interface TextLine {
  words: (TextRun & { x: number })[]
  width: number
}

/** Lines one below the other, and where they go: `top` is the upper edge of the first, `align` is about `x`. */
export interface PlacedText {
  lines: readonly TextLine[]
  x: number
  top: number
  align: 'left' | 'center' | 'right'
  color: string
}

/** A canvas to draw on, with the figures' font at hand. */
export function createFigureContext(width: number, height: number): SKRSContext2D {
  registerFont()
  const context = createCanvas(width, height).getContext('2d')
  context.fontKerning = 'normal'
  return context
}

/** Sets the font of a style. */
function setFont(context: SKRSContext2D, { size, bold = false }: TextStyle): void {
  context.font = `${bold ? 600 : 400} ${size}px "${family}"`
}

/**
 * Breaks text between words so that every line is at most `width` pixels wide; a word that is wider by itself is broken between
 * its letters. With `most`, what does not fit into so many lines gives way to an ellipsis.
 */
export function wrapText(
  runs: readonly TextRun[],
  width: number,
  most = Number.POSITIVE_INFINITY,
): TextLine[] {
  const measure = createMeasure()
  const lines: TextLine[] = []
  const words = runs.flatMap((run) => splitWords(run).flatMap((word) => breakWord(word, width, measure)))
  for (const word of words) {
    const line = lines.at(-1)
    const wordWidth = measure(word)
    const space = measure({ ...word, text: ' ' })
    if (line && line.width + space + wordWidth <= width) {
      line.words.push({ ...word, x: line.width + space })
      line.width += space + wordWidth
    } else {
      lines.push({ words: [{ ...word, x: 0 }], width: wordWidth })
    }
  }
  return lines.length <= most ? lines : endWithEllipsis(lines.slice(0, most), width, measure)
}

/** Draws lines where they go. */
export function drawLines(context: SKRSContext2D, { lines, x, top, align, color }: PlacedText): void {
  context.fillStyle = color
  let y = top
  for (const { words, width } of lines) {
    const left = x - { left: 0, center: width / 2, right: width }[align]
    const height = lineHeight(words)
    for (const word of words) {
      setFont(context, word)
      context.fillText(word.text, left + word.x, Math.round(y + 0.74 * height))
    }
    y += height
  }
}

/** Height of lines one below the other. */
export function measureHeight(lines: readonly TextLine[]): number {
  return Math.ceil(lines.reduce((sum, { words }) => sum + lineHeight(words), 0))
}

const lineHeight = (words: readonly TextStyle[]): number =>
  lineSpacing * Math.max(...words.map(({ size }) => size))

type Measure = (run: TextRun) => number

function createMeasure(): Measure {
  const context = createFigureContext(1, 1)
  return (run) => {
    setFont(context, run)
    return context.measureText(run.text).width
  }
}

const splitWords = (run: TextRun): TextRun[] =>
  run.text
    .split(/\s+/)
    .filter((text) => text !== '')
    .map((text) => ({ ...run, text }))

function breakWord(word: TextRun, width: number, measure: Measure): TextRun[] {
  if (measure(word) <= width) return [word]
  const parts: TextRun[] = []
  for (const letter of word.text) {
    const last = parts.at(-1)
    const longer = { ...word, text: (last?.text ?? '') + letter }
    if (last && measure(longer) <= width) last.text = longer.text
    else parts.push({ ...word, text: letter })
  }
  return parts
}

function endWithEllipsis(lines: TextLine[], width: number, measure: Measure): TextLine[] {
  const line = lines.at(-1)!
  while (line.words.length > 0) {
    const word = line.words.at(-1)!
    const shortened = { ...word, text: `${word.text.replace(/[,;.]$/, '')}…` }
    const shortenedWidth = word.x + measure(shortened)
    if (shortenedWidth <= width || line.words.length === 1) {
      line.words[line.words.length - 1] = shortened
      line.width = shortenedWidth
      break
    }
    line.words.pop()
  }
  return lines
}

let isRegistered = false

function registerFont(): void {
  if (isRegistered) return
  const require = createRequire(import.meta.url)
  const files = [
    require.resolve('@fontsource/inter/files/inter-latin-400-normal.woff2'),
    require.resolve('@fontsource/inter/files/inter-latin-600-normal.woff2'),
  ]
  for (const file of files) GlobalFonts.registerFromPath(file, family)
  isRegistered = true
}

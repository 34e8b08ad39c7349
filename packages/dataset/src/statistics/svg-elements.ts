/** Colours of the report. */
export const palette = {
  paper: '#fbfaf8',
  card: '#ffffff',
  ink: '#22201d',
  quiet: '#6d675f',
  line: '#e4dfd8',
  ours: '#b4304f',
  theirs: '#cbbfae',
} as const

/** Name under which the report's font is known. */
export const fontFamily = 'Inter'

/** A part of a picture: SVG elements about the origin, and the room that they take to the right and down. */
export interface Drawing {
  width: number
  height: number
  svg: string
}

export interface DrawTextOptions {
  /** Default 12. */
  size?: number
  /** Default the ink. */
  color?: string
  /** Default `start`. */
  anchor?: 'start' | 'middle' | 'end'
  bold?: boolean
  /** Turned about its start, in degrees. */
  turn?: number
}

/** Text as it stands in XML and HTML. */
export const escapeMarkup = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

const round = (value: number): number => Math.round(value * 100) / 100

/** A line of text; `y` is its base line. */
export function drawText(content: string, x: number, y: number, options: DrawTextOptions = {}): string {
  const { size = 12, color = palette.ink, anchor = 'start', bold = false, turn } = options
  const place =
    turn === undefined
      ? `x="${round(x)}" y="${round(y)}"`
      : `transform="translate(${round(x)} ${round(y)}) rotate(${turn})"`
  const weight = bold ? ' font-weight="600"' : ''
  return `<text ${place} font-size="${size}" fill="${color}" text-anchor="${anchor}"${weight}>${escapeMarkup(content)}</text>`
}

/** A filled box; `title` is what a browser shows over it. */
export function drawBox(
  x: number,
  y: number,
  width: number,
  height: number,
  fill: string,
  { radius = 0, title }: { radius?: number; title?: string } = {},
): string {
  const corners = radius === 0 ? '' : ` rx="${radius}"`
  const box = `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(height)}"${corners} fill="${fill}"`
  return title === undefined ? `${box}/>` : `${box}><title>${escapeMarkup(title)}</title></rect>`
}

/** A thin straight line. */
export function drawLine(x1: number, y1: number, x2: number, y2: number): string {
  return `<path d="M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}" stroke="${palette.line}" stroke-width="1"/>`
}

/** Moves a drawing. */
export function placeDrawing({ svg }: Drawing, x: number, y: number): string {
  return `<g transform="translate(${round(x)} ${round(y)})">${svg}</g>`
}

/** Cuts a text that is longer than so many characters. */
export function shorten(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}

/** 12345 as "12,345". */
export const formatCount = (count: number): string => count.toLocaleString('en')

/** 0.1234 as "12.3%"; tiny shares do not become 0. */
export const formatShare = (share: number): string =>
  share > 0 && share < 0.0005 ? '<0.1%' : `${(100 * share).toFixed(1)}%`

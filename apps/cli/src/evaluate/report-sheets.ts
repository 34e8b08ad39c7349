import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FigureEntry, Report } from '@animegan/evaluation'
import type { DrawFigureOptions, RgbaPicture } from '@animegan/evaluation/figures'
import * as z from 'zod/mini'

/** What is kept of a sheet: all but the model that it is shown under. */
export const Sheet = z.object({
  title: z.string(),
  caption: z.string(),
  file: z.string(),
  /** The sheet without its caption, below the report's folder: the page says that in its own letters. */
  bare: z.string(),
  width: z.int(),
  height: z.int(),
})
export type Sheet = z.infer<typeof Sheet>

/** A figure that is to be kept. */
export interface SheetFigure {
  title: string
  caption: string
  figure: DrawFigureOptions
  /** Text chunks of the PNG. */
  text?: Record<string, string> | undefined
}

/**
 * Draws a figure twice into a report's folder: as it is published, and without the words that the page has beside it. Throws what
 * `drawFigure` throws, and `NOT_WRITABLE`.
 *
 * @param name of the file, without its ending
 */
export async function writeSheet(
  out: string,
  name: string,
  { title, caption, figure, text }: SheetFigure,
): Promise<Sheet> {
  const { drawFigure } = await import('@animegan/evaluation/figures')
  const { encodePng, writeFileAtomic } = await import('@animegan/runtime-node')
  const files = { file: `figures/${name}.png`, bare: `.parts/sheets/${name}.png` }
  const { title: _, caption: __, note: ___, ...pictures } = figure
  const bare = drawFigure(pictures)
  await writeFileAtomic(join(out, files.file), encodePng(drawFigure(figure), { text }))
  await writeFileAtomic(join(out, files.bare), await encodeQuickly(bare))
  return { title, caption, ...files, width: bare.width, height: bare.height }
}

/** A PNG that is large but soon done: nobody downloads it. */
async function encodeQuickly({ width, height, data }: RgbaPicture): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  const raw = { width, height, channels: 4 } as const
  return sharp(data, { raw }).png({ compressionLevel: 1 }).toBuffer()
}

/** A name that no other sheet has: words, and a hash of all that the sheet depends on. */
export function nameSheet(words: readonly string[], settings: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(settings)).digest('hex')
  return [...words.map((word) => word.toLowerCase().replace(/[^a-z0-9]+/g, '-')), hash.slice(0, 8)].join('-')
}

/** Puts a sheet beside those of the same figure. */
export function addSheet(
  report: Report,
  figure: Pick<FigureEntry, 'name' | 'numbers'>,
  { title, bare: _, ...sheet }: Sheet,
  model?: string,
): void {
  let entry = report.figures.find(({ name }) => name === figure.name)
  if (entry === undefined) {
    entry = { ...figure, title, sheets: [] }
    report.figures.push(entry)
  }
  entry.sheets.push({ ...(model === undefined ? {} : { model }), ...sheet })
}

/** Widest picture on the page, in pixels, by the number of sheets beside one another: sharp enough, and not heavy. */
const widths = [1400, 800, 640]

/** Small pictures of all sheets as `data:` addresses, by their files. */
export async function encodePreviews(out: string, { figures }: Report): Promise<Record<string, string>> {
  const { default: sharp } = await import('sharp')
  const previews: Record<string, string> = {}
  for (const { sheets } of figures) {
    const width = widths[Math.min(widths.length, sheets.length) - 1]!
    for (const { file } of sheets) {
      const bytes = await readFile(join(out, '.parts/sheets', basename(file)))
      const webp = await sharp(bytes)
        .resize({ width, withoutEnlargement: true })
        .webp({ quality: 80, effort: 5 })
        .toBuffer()
      previews[file] = `data:image/webp;base64,${webp.toString('base64')}`
    }
  }
  return previews
}

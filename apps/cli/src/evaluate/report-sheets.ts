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

/** A sheet that is to be kept. */
export interface SheetPicture {
  title: string
  caption: string
  /** With its caption, as it is published. */
  whole: RgbaPicture | Uint8Array
  /** Without. */
  bare: RgbaPicture | Uint8Array
}

/** A figure as it is published, and without the words that a page has beside it. */
export async function drawTwice(
  figure: DrawFigureOptions & { title: string; caption: string },
): Promise<SheetPicture> {
  const { drawFigure } = await import('@animegan/evaluation/figures')
  const { title, caption, note, ...pictures } = figure
  return { title, caption, whole: drawFigure(figure), bare: drawFigure(pictures) }
}

/**
 * Writes a sheet into a report's folder. Throws `NOT_WRITABLE`.
 *
 * @param name of the file, without its ending
 */
export async function writeSheet(
  out: string,
  name: string,
  { title, caption, whole, bare }: SheetPicture,
): Promise<Sheet> {
  const { writeFileAtomic } = await import('@animegan/node-files')
  const { default: sharp } = await import('sharp')
  const files = { file: `figures/${name}.png`, bare: `.parts/sheets/${name}.png` }
  const bytes = await encode(bare)
  await writeFileAtomic(join(out, files.file), await encode(whole))
  await writeFileAtomic(join(out, files.bare), bytes)
  const { width, height } = await sharp(bytes).metadata()
  return { title, caption, ...files, width, height }
}

async function encode(picture: RgbaPicture | Uint8Array): Promise<Uint8Array> {
  if (picture instanceof Uint8Array) return picture
  const { encodePng } = await import('@animegan/runtime-node')
  return encodePng(picture)
}

/** A name that no other model's sheet of this figure has. */
export const nameSheet = (figure: string, model: string, settings: unknown): string =>
  `${figure}-${model.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 8)}`

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

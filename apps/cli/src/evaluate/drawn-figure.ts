import type { RgbaPicture } from '@animegan/evaluation/figures'

/** A figure, ready to be written. */
export interface DrawnFigure {
  title: string
  /** Numbers of the paper's figures of this kind. */
  paperFigures: readonly number[]
  picture: RgbaPicture
  /** Text chunks of the PNG. */
  text?: Record<string, string> | undefined
}

/** Writes a figure as PNG and says so. Throws `NOT_WRITABLE`. */
export async function writeFigure(out: string, figure: DrawnFigure): Promise<void> {
  const { title, paperFigures, picture, text } = figure
  const { encodePng, writeFileAtomic } = await import('@animegan/runtime-node')
  await writeFileAtomic(out, encodePng(picture, { text }))
  console.log(`wrote ${out}: ${title} (the paper's ${namePaperFigures(paperFigures)})`)
}

/** "Figure 3", "Figures 1 and 9". */
export function namePaperFigures(numbers: readonly number[]): string {
  return `${numbers.length === 1 ? 'Figure' : 'Figures'} ${numbers.join(' and ')}`
}

import type { FigureEntry } from '../entries/figure-entry.js'
import { html, type Markup } from '../html.js'
import { listWords } from '../number-formats.js'
import type { Report } from '../report.js'
import type { Section } from '../section.js'

export interface RenderFiguresOptions {
  /** Small pictures of the sheets as `data:` addresses, by the sheet's `file`. */
  pictures: Readonly<Record<string, string>>
  linksSheets: boolean
}

/** The paper's figures, a sheet from each model beside the others. */
export function renderFigures({ figures }: Report, options: RenderFiguresOptions): Section | undefined {
  if (figures.length === 0) return undefined
  const body = figures.map(
    (figure) => html`<section class="figure" id="figure-${figure.name}">
<h3>${nameFigure(figure)}. ${figure.title}</h3>
<div class="sheets sheets-${Math.min(3, figure.sheets.length)}">
${figure.sheets.map((sheet, i) => renderSheet(figure, sheet, `sheet-${figure.name}-${i}`, options))}
</div>
</section>`,
  )
  return { id: 'figures', title: 'Figures', body: html`${body}` }
}

const nameFigure = ({ numbers }: FigureEntry): string =>
  `${numbers.length === 1 ? 'Figure' : 'Figures'} ${listWords(numbers.map(String))}`

/** A click shows the sheet alone: its own address is that of the enlarged picture. */
function renderSheet(
  figure: FigureEntry,
  { model, caption, file, width, height }: FigureEntry['sheets'][number],
  id: string,
  { pictures, linksSheets }: RenderFiguresOptions,
): Markup {
  const source = pictures[file]
  const name = [nameFigure(figure), ...(model === undefined ? [] : [model])].join(', ')
  const picture =
    source !== undefined &&
    html`<div class="zoom" id="${id}"><a href="#${id}" aria-label="enlarge ${name}"><img src="${source}" alt="${name}: ${caption}" width="${width}" height="${height}" loading="lazy"></a><a class="close" href="#figure-${figure.name}" aria-label="close">close</a></div>`
  return html`<figure class="sheet">
${picture}
<figcaption>${model !== undefined && html`<b>${model}</b> `}${caption}${linksSheets && html` <a class="whole" href="${encodeURI(file)}">PNG</a>`}</figcaption>
</figure>`
}

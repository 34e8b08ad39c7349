import { html, type Markup } from '../html.js'
import type { Report } from '../report.js'
import type { Section } from '../section.js'

/**
 * The paper's figures, a sheet from each model beside the others.
 *
 * @param pictures small pictures of the sheets as `data:` addresses, by the sheet's `file`
 */
export function renderFigures(
  { figures }: Report,
  pictures: Readonly<Record<string, string>>,
): Section | undefined {
  if (figures.length === 0) return undefined
  const renderSheet = (
    figure: string,
    sheet: Report['figures'][number]['sheets'][number],
    i: number,
  ): Markup => {
    const { model, caption, file, width, height } = sheet
    const id = `sheet-${figure}-${i}`
    const source = pictures[file]
    const name = [`Figure ${figure}`, ...(model === undefined ? [] : [model])].join(', ')
    return html`<figure class="sheet">
${source !== undefined && html`<div class="zoom" id="${id}"><a href="#${id}" aria-label="enlarge ${name}"><img src="${source}" alt="${name}: ${caption}" width="${width}" height="${height}" loading="lazy"></a><a class="close" href="#figure-${figure}" aria-label="close">close</a></div>`}
<figcaption>${model !== undefined && html`<b>${model}</b> `}${caption} <a class="whole" href="${encodeURI(file)}">PNG</a></figcaption>
</figure>`
  }
  const body = figures.map(
    ({ figure, title, sheets }) => html`<section class="figure" id="figure-${figure}">
<h3>Figure ${figure}. ${title}</h3>
<div class="sheets sheets-${Math.min(3, sheets.length)}">
${sheets.map((sheet, i) => renderSheet(figure, sheet, i))}
</div>
</section>`,
  )
  return { id: 'figures', title: 'Figures', body: html`${body}` }
}

import { html, type Markup } from './html.js'

/** A part of the page, with its place in the contents. */
export interface Section {
  /** Of its address on the page. */
  id: string
  title: string
  body: Markup
}

/** Sentences that a reader must not miss, above the numbers they are about. */
export function renderCaveats(sentences: readonly string[]): Markup | undefined {
  if (sentences.length === 0) return undefined
  return html`<ul class="caveats">${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`
}

/** A table that scrolls by itself where the page is narrower. */
export function renderTable(head: Markup, rows: readonly Markup[], kind = ''): Markup {
  return html`<div class="scroll"><table class="${kind}"><thead>${head}</thead><tbody>
${rows}
</tbody></table></div>`
}

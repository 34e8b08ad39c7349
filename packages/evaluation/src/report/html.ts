/** HTML that may be shown as it is; only {@link html} makes it. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What a template may hold: text, which is escaped, and markup, which is not. `undefined` and `false` leave nothing. */
type Content = string | number | Markup | readonly Markup[] | undefined | false

const escapeText = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

function renderContent(content: Content): string {
  if (content === undefined || content === false) return ''
  if (content instanceof Markup) return content.text
  return typeof content === 'object' ? content.map(({ text }) => text).join('\n') : escapeText(`${content}`)
}

/**
 * A template of HTML, or of SVG, in which every text is escaped, whoever wrote it; attributes must stand in double quotes.
 *
 * @example
 * html`<p title="${name}">${name}</p>`
 */
export function html(strings: TemplateStringsArray, ...contents: Content[]): Markup {
  return new Markup(strings.map((part, i) => part + renderContent(contents[i])).join(''))
}

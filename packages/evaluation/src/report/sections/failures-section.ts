import { html } from '../html.js'
import type { Report } from '../report.js'
import type { Section } from '../section.js'

/** What is missing on the page, and why. */
export function renderFailures({ failures }: Report): Section | undefined {
  if (failures.length === 0) return undefined
  const items = failures.map(
    ({ part, model, reason }) =>
      html`<li><b>${[part, ...(model === undefined ? [] : [model])].join(', ')}</b>: ${reason}</li>`,
  )
  return { id: 'missing', title: 'Not measured', body: html`<ul class="missing">${items}</ul>` }
}

import { html, type Markup } from '../html.js'

/**
 * A share as a bar, with its confidence interval as a line over it and, if it is given, a mark where another share lies.
 * All from 0 to 1. It is as wide as its place.
 */
export function drawBar(share: number, interval?: { low: number; high: number }, mark?: number): Markup {
  const at = (value: number) => Math.round(1000 * Math.min(1, Math.max(0, value))) / 10
  return html`<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect class="back" width="100" height="8"/><rect class="fill" width="${at(share)}" height="8"/>${
    interval &&
    html`<rect class="interval" x="${at(interval.low)}" y="3" width="${Math.max(0.5, at(interval.high) - at(interval.low))}" height="2"/>`
  }${mark !== undefined && html`<rect class="mark" x="${Math.min(98.5, at(mark))}" width="1.5" height="8"/>`}</svg>`
}

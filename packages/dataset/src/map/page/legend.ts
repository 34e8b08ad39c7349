import type { MapColoring } from '../map-data.js'

/** Offers the ways to frame pictures in a choice, and explains the colours of the chosen one. */
export function connectLegend(
  choice: HTMLSelectElement,
  legend: HTMLElement,
  colorings: readonly MapColoring[],
  onChange: (coloring: MapColoring | undefined) => void,
): void {
  choice.append(...colorings.map(({ id, label }) => new Option(label, id)))
  choice.addEventListener('change', () => {
    const coloring = colorings.find(({ id }) => id === choice.value)
    const items = (coloring?.categories ?? []).map(({ label, color, count }) => {
      const item = document.createElement('li')
      const swatch = document.createElement('span')
      swatch.className = 'swatch'
      swatch.style.background = color
      const number = document.createElement('small')
      number.textContent = count.toLocaleString('en')
      item.append(swatch, label, ' ', number)
      return item
    })
    legend.replaceChildren(...items)
    onChange(coloring)
  })
}

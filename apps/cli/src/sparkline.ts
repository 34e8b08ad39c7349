const levels = '▁▂▃▄▅▆▇█'

/** The last values as a row of blocks, the lowest of them at the bottom and the highest at the top. */
export function drawSparkline(values: readonly number[], width: number): string {
  const shown = values.filter(Number.isFinite).slice(-Math.max(0, width))
  if (width <= 0 || shown.length === 0) return ''
  const low = Math.min(...shown)
  const range = Math.max(...shown) - low
  return shown
    .map((value) => levels[range === 0 ? 0 : Math.min(7, Math.floor((8 * (value - low)) / range))])
    .join('')
}

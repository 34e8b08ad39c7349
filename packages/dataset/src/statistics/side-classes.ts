import type { Column } from './column-chart.js'
import type { ValueCount } from './count-values.js'

/** Lower ends of the classes: 32, 48, 64, 96, 128, ... */
const bounds = Array.from(
  { length: 20 },
  (_, index) => (index % 2 === 0 ? 32 : 48) * 2 ** Math.floor(index / 2),
)

/** Gathers sides of pictures in pixels in classes of half an octave; each is named by its least side. */
export function classifySides(sides: readonly ValueCount<number>[]): Column[] {
  const classOf = (side: number) => bounds.findLast((bound) => bound <= side) ?? 0
  const counts = new Map<number, number>()
  for (const { value, count } of sides) counts.set(classOf(value), (counts.get(classOf(value)) ?? 0) + count)
  const known = [...counts.keys()]
  return [0, ...bounds]
    .filter((bound) => bound >= Math.min(...known) && bound <= Math.max(...known))
    .map((bound) => ({ label: bound === 0 ? '<32' : `${bound}+`, count: counts.get(bound) ?? 0 }))
}

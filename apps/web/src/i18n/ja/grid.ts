import type { Translated } from '../catalog'
import type { grid as english } from '../en/grid'

/** Texts of the page Grid. */
export const grid: Translated<typeof english> = {
  title: 'グリッド',
  lead: '行と列でふたつのものが変わります。',
}

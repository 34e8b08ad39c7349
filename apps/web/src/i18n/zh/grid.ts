import type { Translated } from '../catalog'
import type { grid as english } from '../en/grid'

/** Texts of the page Grid. */
export const grid: Translated<typeof english> = {
  title: '网格',
  lead: '行与列各改变一项。',
}

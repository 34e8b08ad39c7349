import type { Translated } from '../catalog'
import type { grid as english } from '../en/grid'

/** Texts of the page Grid. */
export const grid: Translated<typeof english> = {
  title: 'Сетка',
  lead: 'Меняются две вещи: по строкам и по столбцам.',
}

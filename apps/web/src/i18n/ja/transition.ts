import type { Translated } from '../catalog'
import type { transition as english } from '../en/transition'

/** Texts of the page Transition. */
export const transition: Translated<typeof english> = {
  title: 'うつろい',
  lead: 'ひとりがもうひとりへ変わります。',
}

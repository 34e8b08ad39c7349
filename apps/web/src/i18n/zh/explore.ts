import type { Translated } from '../catalog'
import type { explore as english } from '../en/explore'

/** Texts of the page Explore. */
export const explore: Translated<typeof english> = {
  title: '探索',
  lead: '挑选喜欢的，看看更多相似的。',
}

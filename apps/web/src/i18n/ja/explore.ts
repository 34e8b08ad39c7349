import type { Translated } from '../catalog'
import type { explore as english } from '../en/explore'

/** Texts of the page Explore. */
export const explore: Translated<typeof english> = {
  title: 'さがす',
  lead: '気に入ったものを選んで、似たものを見つけましょう。',
}

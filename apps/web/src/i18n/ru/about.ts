import type { Translated } from '../catalog'
import type { about as english } from '../en/about'

/** Texts of the page About. */
export const about: Translated<typeof english> = {
  title: 'О сайте',
  lead: 'Что это такое и что происходит с картинками.',
}

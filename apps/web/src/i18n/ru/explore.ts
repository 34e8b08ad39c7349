import type { Translated } from '../catalog'
import type { explore as english } from '../en/explore'

/** Texts of the page Explore. */
export const explore: Translated<typeof english> = {
  title: 'Исследовать',
  lead: 'Выбирайте, что нравится, и смотрите похожее.',
}

import type { Translated } from '../catalog'
import type { gallery as english } from '../en/gallery'

/** Texts of the page Gallery. */
export const gallery: Translated<typeof english> = {
  title: 'ギャラリー',
  lead: '作ったものはすべてこのブラウザーに残ります。',
}

import type { Translated } from '../catalog'
import type { about as english } from '../en/about'

/** Texts of the page About. */
export const about: Translated<typeof english> = {
  title: '关于',
  lead: '这是什么，以及图片的去向。',
}

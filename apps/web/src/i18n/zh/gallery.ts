import type { Translated } from '../catalog'
import type { gallery as english } from '../en/gallery'

/** Texts of the page Gallery. */
export const gallery: Translated<typeof english> = {
  title: '画廊',
  lead: '您制作的一切都保存在此浏览器中。',
}

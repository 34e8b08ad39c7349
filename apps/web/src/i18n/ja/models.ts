import type { Translated } from '../catalog'
import type { models as english } from '../en/models'

/** Texts of the page Models. */
export const models: Translated<typeof english> = {
  title: 'モデル',
  lead: 'キャラクターを描くもの。',
}

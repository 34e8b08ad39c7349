import type { Translated } from '../catalog'
import type { models as english } from '../en/models'

/** Texts of the page Models. */
export const models: Translated<typeof english> = {
  title: '模型',
  lead: '绘制角色的模型。',
}

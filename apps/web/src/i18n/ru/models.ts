import type { Translated } from '../catalog'
import type { models as english } from '../en/models'

/** Texts of the page Models. */
export const models: Translated<typeof english> = {
  title: 'Модели',
  lead: 'То, что рисует персонажей.',
}

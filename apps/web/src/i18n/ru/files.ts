import type { Translated } from '../catalog'
import type { files as english } from '../en/files'

/** Texts of opening pictures. */
export const files: Translated<typeof english> = {
  dropHere: 'Бросьте сюда картинку, сделанную здесь, и продолжайте с неё',
  noRecord:
    'В этой картинке нет записи о том, как она сделана. Нужен PNG отсюда, не изменённый другими программами.',
  unknownModel: 'Эта картинка нарисована моделью «{model}», которой здесь нет.',
  notBySeed: 'Эта картинка нарисована не по зерну и тегам, поэтому восстановить её здесь нельзя.',
  restored: 'Настройки восстановлены из картинки.',
  restoredFirst: 'Восстановлен первый персонаж листа.',
}

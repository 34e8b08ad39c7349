import type { TagSchema } from '@animegan/core'
import { useMessages } from '../i18n/messages'
import { labelOf } from '../i18n/tag-labels'
import type { Axis, AxisValue } from './axis'

/** Says in the visitor's language what changes along an axis, and where a place on it is. */
export function useDescribeAxis(schema: TagSchema): {
  nameAxis(axis: Axis): string
  nameValue(axis: Axis, value: AxisValue): string
} {
  const { t, language, languageTag } = useMessages()
  const signed = new Intl.NumberFormat(languageTag, { signDisplay: 'exceptZero', maximumFractionDigits: 2 })
  const plain = new Intl.NumberFormat(languageTag, { maximumFractionDigits: 2, useGrouping: false })
  const labelIn = (list: readonly Parameters<typeof labelOf>[0][], id: string) => {
    const found = list.find((each) => each.id === id)
    return found ? labelOf(found, language) : id
  }
  const nameAxis = (axis: Axis): string => {
    switch (axis.kind) {
      case 'tag':
        return labelIn(schema.tags, axis.id)
      case 'attribute':
        return labelIn(schema.attributes, axis.id)
      case 'group':
        return labelIn(schema.groups, axis.id)
      case 'truncation':
        return t('create.variety')
      case 'seed':
        return t('create.seed')
      case 'model':
        return t('models.title')
      case 'none':
        return t('grid.nothing')
    }
  }
  return {
    nameAxis,
    nameValue: (axis, value) => {
      switch (axis.kind) {
        case 'none':
          return ''
        case 'group':
          return labelIn(schema.tags, String(value))
        case 'model':
          return String(value)
        case 'tag':
          return `${nameAxis(axis)} ${signed.format(Number(value))}`
        case 'seed':
          return `${value}`
        default:
          return `${nameAxis(axis)} ${plain.format(Number(value))}`
      }
    },
  }
}

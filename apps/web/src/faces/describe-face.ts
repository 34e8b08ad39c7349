import type { FacePlan, TagSchema } from '@animegan/core'
import { useMessages } from '../i18n/messages'
import { labelOf } from '../i18n/tag-labels'

/** Says in the visitor's language what a face shows. */
export function useDescribeFace(schema: TagSchema): (face: Pick<FacePlan, 'tags'>) => string {
  const { t, language, languageTag } = useMessages()
  return ({ tags }) => {
    const labels = schema.tags.filter(({ id }) => tags.includes(id)).map((tag) => labelOf(tag, language))
    const list = new Intl.ListFormat(languageTag, { type: 'unit', style: 'short' }).format(labels)
    return labels.length > 0 ? t('create.faceWith', { tags: list }) : t('create.faceWithout')
  }
}

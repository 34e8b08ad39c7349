import { useCallback } from 'react'
import { useMessages } from '../i18n/messages'
import { labelOfId } from '../i18n/tag-labels'
import type { GalleryEntry } from './gallery-entry'

/** Says in the visitor's language what a kept character shows, whether its model is here or not. */
export function useDescribeEntry(): (entry: GalleryEntry) => string {
  const { t, language, languageTag } = useMessages()
  return useCallback(
    ({ tags }) => {
      if (tags.length === 0) return t('create.faceWithout')
      const labels = tags.map((id) => labelOfId(id, language))
      const list = new Intl.ListFormat(languageTag, { type: 'unit', style: 'short' }).format(labels)
      return t('create.faceWith', { tags: list })
    },
    [t, language, languageTag],
  )
}

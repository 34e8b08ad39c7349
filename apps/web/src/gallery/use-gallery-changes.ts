import { useMemo } from 'react'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import { gallery } from './gallery-store'
import { persistStorage } from './storage-use'

/** Hearts and deletions, with a way back. */
export interface GalleryChanges {
  mark(ids: readonly string[], isFavourite: boolean): void
  remove(ids: readonly string[]): void
  /** Removes all, without a way back. */
  clear(): void
}

/** Changes of the gallery that tell the visitor what became of them. */
export function useGalleryChanges(): GalleryChanges {
  const { t } = useMessages()
  return useMemo(() => {
    const attempt = (change: Promise<void>): void => {
      change.catch(() => notify(t('gallery.changeFailed'), 'problem'))
    }
    const remove = async (ids: readonly string[]) => {
      const removed = await gallery.remove(ids)
      if (removed.length === 0) return
      const restore = async () => void (await gallery.add(removed))
      notify(t('gallery.removed', { count: removed.length }), 'info', {
        label: t('gallery.undo'),
        act: () => attempt(restore()),
      })
    }
    return {
      mark: (ids, isFavourite) => {
        attempt(gallery.markFavourite(ids, isFavourite))
        // Who has favourites wants to keep them.
        if (isFavourite) void persistStorage()
      },
      remove: (ids) => attempt(remove(ids)),
      clear: () => attempt(gallery.clear()),
    }
  }, [t])
}

import { HardDrive, VenetianMask } from 'lucide-react'
import { Button } from '../controls/button'
import { useMessages } from '../i18n/messages'
import type { GalleryEntry } from './gallery-entry'
import styles from './gallery-page.module.css'
import type { GalleryState } from './gallery-store'

/** Deleted at once to make room. */
const mostDeleted = 100

interface GalleryNoticesProps {
  state: GalleryState
  entries: readonly GalleryEntry[]
  onExport(entries: readonly GalleryEntry[]): void
  onRemove(ids: readonly string[]): void
}

/** What the visitor must know of the gallery as a whole, and what to do about it. */
export function GalleryNotices({ state, entries, onExport, onRemove }: GalleryNoticesProps) {
  const { t } = useMessages()
  const oldest = entries.filter(({ isFavourite }) => !isFavourite).slice(-mostDeleted)
  const exportAll = (
    <Button isDisabled={entries.length === 0} onPress={() => onExport(entries)}>
      {t('gallery.exportAll')}
    </Button>
  )
  return (
    <>
      {!state.isLasting && (
        <section className={styles.notice} role="status">
          <VenetianMask aria-hidden />
          <p>{t('gallery.memoryNotice')}</p>
          {exportAll}
        </section>
      )}
      {state.isFull && (
        <section className={styles.notice} role="alert">
          <HardDrive aria-hidden />
          <p>
            {t('gallery.fullNotice')} {t('gallery.fullHelp')}
          </p>
          {oldest.length > 0 && (
            <Button variant="primary" onPress={() => onRemove(oldest.map(({ id }) => id))}>
              {t('gallery.deleteOldest', { count: oldest.length })}
            </Button>
          )}
          {exportAll}
        </section>
      )}
    </>
  )
}

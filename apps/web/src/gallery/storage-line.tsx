import { ShieldCheck } from 'lucide-react'
import { Button } from '../controls/button'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import type { GalleryEntry } from './gallery-entry'
import styles from './gallery-page.module.css'
import { useStorageUse } from './storage-use'

interface StorageLineProps {
  entries: readonly GalleryEntry[]
  /** Whether the browser keeps them at all. */
  isLasting: boolean
}

/** How much is kept, how much room there is, and whether the browser may clear it. */
export function StorageLine({ entries, isLasting }: StorageLineProps) {
  const { t, languageTag } = useMessages()
  const { use, persist } = useStorageUse(entries)
  const askToPersist = async () => {
    if (!(await persist())) notify(t('gallery.persistRefused'))
  }
  return (
    <div className={styles.storage}>
      <p>
        {t('gallery.characters', { count: entries.length })}
        {use && (
          <>
            {' · '}
            {t('gallery.storageUse', {
              used: formatBytes(use.used, languageTag),
              total: formatBytes(use.total, languageTag),
            })}
          </>
        )}
      </p>
      {isLasting && use?.isPersisted && (
        <p className={styles.kept}>
          <ShieldCheck aria-hidden />
          {t('gallery.keptForGood')}
        </p>
      )}
      {isLasting && use && !use.isPersisted && entries.length > 0 && (
        <Button variant="quiet" onPress={() => void askToPersist()}>
          <ShieldCheck aria-hidden />
          {t('gallery.keepForGood')}
        </Button>
      )}
    </div>
  )
}

/** As `12.3 MB`, `2 GB`. */
function formatBytes(bytes: number, languageTag: string): string {
  const isLarge = bytes >= 1e9
  return new Intl.NumberFormat(languageTag, {
    style: 'unit',
    unit: isLarge ? 'gigabyte' : 'megabyte',
    maximumFractionDigits: 1,
  }).format(bytes / (isLarge ? 1e9 : 1e6))
}

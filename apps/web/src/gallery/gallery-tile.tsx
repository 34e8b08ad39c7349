import { Check, Heart } from 'lucide-react'
import { Checkbox, ToggleButton } from 'react-aria-components'
import { useMessages } from '../i18n/messages'
import type { GalleryEntry } from './gallery-entry'
import styles from './gallery-tile.module.css'
import { useThumbnailUrl } from './thumbnail-urls'

interface GalleryTileProps {
  entry: GalleryEntry
  onMark(ids: readonly string[], isFavourite: boolean): void
}

/** What a row of the grid shows of a character: its thumbnail, whether it is selected, and its heart. */
export function GalleryTile({ entry, onMark }: GalleryTileProps) {
  const { t } = useMessages()
  const url = useThumbnailUrl(entry.id)
  return (
    <>
      {url && <img className={styles.picture} src={url} alt="" draggable={false} decoding="async" />}
      <Checkbox slot="selection" className={styles.check!}>
        <span className={styles.box}>
          <Check aria-hidden />
        </span>
      </Checkbox>
      <ToggleButton
        className={styles.heart!}
        aria-label={t('gallery.favourite')}
        isSelected={entry.isFavourite}
        onChange={(isFavourite) => onMark([entry.id], isFavourite)}
      >
        <Heart aria-hidden />
      </ToggleButton>
    </>
  )
}

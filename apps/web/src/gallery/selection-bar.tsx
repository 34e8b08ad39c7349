import { ArrowLeftRight, CheckCheck, Download, Heart, Shapes, Trash2, X } from 'lucide-react'
import { Toolbar } from 'react-aria-components'
import { Button } from '../controls/button'
import { useMessages } from '../i18n/messages'
import { canCross, canTransition, linkToExplore, linkToTransition } from './character-links'
import type { GalleryEntry } from './gallery-entry'
import styles from './selection-bar.module.css'

interface SelectionBarProps {
  /** The selected ones, in the order of the grid. */
  entries: readonly GalleryEntry[]
  onSelectAll(): void
  onClear(): void
  onMark(ids: readonly string[], isFavourite: boolean): void
  onDownload(entries: readonly GalleryEntry[]): void
  onRemove(ids: readonly string[]): void
}

/** What can be done with the selected characters; it stays in sight. */
export function SelectionBar(props: SelectionBarProps) {
  const { entries, onSelectAll, onClear, onMark, onDownload, onRemove } = props
  const { t } = useMessages()
  const [first, second, ...others] = entries
  const explores = first && others.length === 0 && (!second || canCross(first, second))
  const ids = entries.map(({ id }) => id)
  const areMarked = entries.every(({ isFavourite }) => isFavourite)
  const actions = [
    {
      label: t(areMarked ? 'gallery.unmark' : 'gallery.mark'),
      Icon: Heart,
      act: () => onMark(ids, !areMarked),
    },
    { label: t('gallery.download'), Icon: Download, act: () => onDownload(entries) },
    {
      label: t(second ? 'explore.crossing' : 'gallery.explore'),
      Icon: Shapes,
      act: explores && (() => location.assign(linkToExplore(first, second))),
    },
    {
      label: t('gallery.transition'),
      Icon: ArrowLeftRight,
      act: canTransition(entries) && (() => location.assign(linkToTransition(entries))),
    },
    { label: t('gallery.delete'), Icon: Trash2, act: () => onRemove(ids) },
  ]
  return (
    <Toolbar className={styles.bar!} aria-label={t('gallery.selection')}>
      <Button variant="quiet" aria-label={t('gallery.clearSelection')} onPress={onClear}>
        <X aria-hidden />
      </Button>
      <p className={styles.count}>{t('gallery.selected', { count: entries.length })}</p>
      <Button variant="quiet" aria-label={t('gallery.selectAll')} onPress={onSelectAll}>
        <CheckCheck aria-hidden />
        <span className={styles.label}>{t('gallery.selectAll')}</span>
      </Button>
      <div className={styles.actions}>
        {actions.map(({ label, Icon, act }) =>
          act ? (
            <Button key={label} variant="quiet" aria-label={label} onPress={act}>
              <Icon aria-hidden />
              <span className={styles.label}>{label}</span>
            </Button>
          ) : null,
        )}
      </div>
    </Toolbar>
  )
}

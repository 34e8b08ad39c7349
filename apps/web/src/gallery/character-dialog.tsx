import {
  ArrowLeftRight,
  ChevronLeft,
  ChevronRight,
  Download,
  Heart,
  Pencil,
  Shapes,
  Trash2,
} from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { Link, ToggleButton } from 'react-aria-components'
import { Button } from '../controls/button'
import buttonStyles from '../controls/button.module.css'
import { Dialog } from '../controls/dialog'
import type { FacePixels } from '../faces/enlarge-face'
import { FacePicture } from '../faces/face-picture'
import { useMessages } from '../i18n/messages'
import { labelOfId } from '../i18n/tag-labels'
import styles from './character-dialog.module.css'
import { linkToCreate, linkToExplore, linkToTransition } from './character-links'
import { useDescribeEntry } from './describe-entry'
import type { GalleryEntry } from './gallery-entry'
import { gallery } from './gallery-store'

interface CharacterDialogProps {
  entry: GalleryEntry
  /** Shows the one before or after; undefined at the ends. */
  onPrevious: (() => void) | undefined
  onNext: (() => void) | undefined
  onClose(): void
  onMark(ids: readonly string[], isFavourite: boolean): void
  onDownload(entries: readonly GalleryEntry[]): void
  onRemove(ids: readonly string[]): void
}

/** A kept character large, how it came about, and where to go on with it. Arrow keys leaf through the grid. */
export function CharacterDialog(props: CharacterDialogProps) {
  const { entry, onPrevious, onNext, onClose, onMark, onDownload, onRemove } = props
  const { t, language, languageTag } = useMessages()
  const describe = useDescribeEntry()
  const face = useFacePixels(entry.id)

  useEffect(() => {
    const onKey = ({ key }: KeyboardEvent) => {
      if (key === 'ArrowLeft') onPrevious?.()
      if (key === 'ArrowRight') onNext?.()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [onPrevious, onNext])

  const links = useMemo(
    () => [
      { href: linkToCreate(entry), label: t('gallery.create'), Icon: Pencil },
      { href: linkToExplore(entry), label: t('gallery.explore'), Icon: Shapes },
      { href: linkToTransition([entry]), label: t('gallery.transition'), Icon: ArrowLeftRight },
    ],
    [entry, t],
  )

  const { settings, version, tags, attributes, time, isFavourite } = entry
  const details = [
    ...Object.entries(attributes).map(([id, value]) => `${labelOfId(id, language)}: ${Math.round(value)}`),
    `${t('create.seed')}: ${settings.seed}`,
    `${settings.model} ${version}`,
    new Intl.DateTimeFormat(languageTag, { dateStyle: 'medium', timeStyle: 'short' }).format(time),
  ]
  return (
    <Dialog title={t('gallery.character')} isOpen onClose={onClose}>
      <div className={styles.stage}>
        <div className={styles.picture}>{face && <FacePicture face={face} label={describe(entry)} />}</div>
        <span className={styles.previous}>
          <Button aria-label={t('gallery.previous')} isDisabled={!onPrevious} onPress={() => onPrevious?.()}>
            <ChevronLeft aria-hidden />
          </Button>
        </span>
        <span className={styles.next}>
          <Button aria-label={t('gallery.next')} isDisabled={!onNext} onPress={() => onNext?.()}>
            <ChevronRight aria-hidden />
          </Button>
        </span>
        <ToggleButton
          className={`${buttonStyles.button} ${styles.heart}`}
          aria-label={t('gallery.favourite')}
          isSelected={isFavourite}
          onChange={(marked) => onMark([entry.id], marked)}
        >
          <Heart aria-hidden />
        </ToggleButton>
      </div>
      <ul className={styles.tags} aria-label={t('create.tagsOfFace')}>
        {tags.map((id) => (
          <li key={id}>{labelOfId(id, language)}</li>
        ))}
      </ul>
      <ul className={styles.details}>
        {details.map((detail) => (
          <li key={detail}>{detail}</li>
        ))}
      </ul>
      <div className={styles.actions}>
        {links.map(({ href, label, Icon }, i) => (
          <Link
            key={label}
            href={href}
            className={`${buttonStyles.button} ${buttonStyles[i === 0 ? 'primary' : 'plain'] ?? ''}`}
          >
            <Icon aria-hidden />
            {label}
          </Link>
        ))}
      </div>
      <div className={styles.actions}>
        <Button variant="quiet" onPress={() => onDownload([entry])}>
          <Download aria-hidden />
          {t('gallery.download')}
        </Button>
        <Button variant="quiet" onPress={() => onRemove([entry.id])}>
          <Trash2 aria-hidden />
          {t('gallery.delete')}
        </Button>
      </div>
    </Dialog>
  )
}

/** The picture of a character; of the last one until it is read. */
function useFacePixels(id: string): FacePixels | undefined {
  const [face, setFace] = useState<FacePixels>()
  useEffect(() => {
    let left = false
    const read = async () => {
      const [png, { decodeFace }] = await Promise.all([gallery.read(id, 'png'), import('./picture-pixels')])
      if (!left) setFace(png && decodeFace(png))
    }
    void read()
    return () => {
      left = true
    }
  }, [id])
  return face
}

import { ListBox, ListBoxItem } from 'react-aria-components'
import type { CharacterSettings } from '../character/character-settings'
import { Dialog } from '../controls/dialog'
import { useMessages } from '../i18n/messages'
import { labelOfId } from '../i18n/tag-labels'
import styles from './choose-dialog.module.css'
import type { GalleryEntry } from './gallery-entry'
import { useThumbnailUrl } from './thumbnail-urls'
import { useGallery } from './use-gallery'

interface ChooseDialogProps {
  model: string
  isOpen: boolean
  onClose(): void
  onChoose(settings: CharacterSettings): void
}

/** The last ones, which is what people look for; the gallery itself can search. */
const mostShown = 60

/** Characters of the gallery that a model draws, to choose one of. */
export function ChooseDialog({ model, isOpen, onClose, onChoose }: ChooseDialogProps) {
  const { t } = useMessages()
  return (
    <Dialog title={t('transition.addKept')} isOpen={isOpen} onClose={onClose}>
      <KeptCharacters model={model} onChoose={onChoose} />
    </Dialog>
  )
}

function KeptCharacters({ model, onChoose }: Pick<ChooseDialogProps, 'model' | 'onChoose'>) {
  const { t, language } = useMessages()
  const { entries } = useGallery()
  if (!entries) return <p>{t('app.loading')}</p>
  const own = entries.filter(({ settings }) => settings.model === model).slice(0, mostShown)
  if (own.length === 0) return <p>{t('transition.nothingKept')}</p>
  return (
    <ListBox
      className={styles.kept!}
      aria-label={t('transition.addKept')}
      layout="grid"
      onAction={(id) => {
        const entry = own.find((each) => each.id === id)
        if (entry) onChoose(entry.settings)
      }}
    >
      {own.map((entry) => {
        const name = entry.tags.map((tag) => labelOfId(tag, language)).join(', ')
        return (
          <ListBoxItem
            key={entry.id}
            id={entry.id}
            textValue={name}
            aria-label={name}
            className={styles.tile!}
          >
            <Thumbnail entry={entry} />
          </ListBoxItem>
        )
      })}
    </ListBox>
  )
}

function Thumbnail({ entry }: { entry: GalleryEntry }) {
  const url = useThumbnailUrl(entry.id)
  return url ? <img src={url} alt="" /> : null
}

import { Dices, Images, ImageUp } from 'lucide-react'
import { useState } from 'react'
import { FileTrigger } from 'react-aria-components'
import { type CharacterSettings, createSettings } from '../character/character-settings'
import { drawSeed } from '../character/random-seed'
import { Button } from '../controls/button'
import { ChooseDialog } from '../gallery/choose-dialog'
import { useMessages } from '../i18n/messages'
import styles from './transition-page.module.css'

interface AddStopsProps {
  model: string
  /** Whether there is no room for more. */
  isFull: boolean
  onAdd(stop: CharacterSettings): void
  onFiles(files: readonly File[]): void
}

/** Where more characters come from: chance, the gallery, and pictures. */
export function AddStops({ model, isFull, onAdd, onFiles }: AddStopsProps) {
  const { t } = useMessages()
  const [isOpen, setOpen] = useState(false)
  return (
    <div className={styles.actions}>
      <Button isDisabled={isFull} onPress={() => onAdd(createSettings(drawSeed(), model))}>
        <Dices aria-hidden />
        {t('transition.addRandom')}
      </Button>
      <Button isDisabled={isFull} onPress={() => setOpen(true)}>
        <Images aria-hidden />
        {t('transition.addKept')}
      </Button>
      <FileTrigger
        acceptedFileTypes={['image/png']}
        allowsMultiple
        onSelect={(files) => files && onFiles([...files])}
      >
        <Button isDisabled={isFull}>
          <ImageUp aria-hidden />
          {t('transition.addPicture')}
        </Button>
      </FileTrigger>
      <ChooseDialog
        model={model}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onChoose={(stop) => {
          setOpen(false)
          onAdd(stop)
        }}
      />
    </div>
  )
}

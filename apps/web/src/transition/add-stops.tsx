import { Dices, ImageUp } from 'lucide-react'
import { FileTrigger } from 'react-aria-components'
import { type CharacterSettings, createSettings } from '../character/character-settings'
import { drawSeed } from '../character/random-seed'
import { Button } from '../controls/button'
import { ButtonRow } from '../controls/button-row'
import { ChooseKept } from '../gallery/choose-kept'
import { useMessages } from '../i18n/messages'

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
  return (
    <ButtonRow>
      <Button isDisabled={isFull} onPress={() => onAdd(createSettings(drawSeed(), model))}>
        <Dices aria-hidden />
        {t('transition.addRandom')}
      </Button>
      <ChooseKept model={model} isDisabled={isFull} onChoose={onAdd} />
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
    </ButtonRow>
  )
}

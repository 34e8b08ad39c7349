import { Images } from 'lucide-react'
import { useState } from 'react'
import type { CharacterSettings } from '../character/character-settings'
import { Button } from '../controls/button'
import { useMessages } from '../i18n/messages'
import { ChooseDialog } from './choose-dialog'

interface ChooseKeptProps {
  model: string
  isDisabled?: boolean
  onChoose(settings: CharacterSettings): void
}

/** A button that lets one choose a kept character of a model. */
export function ChooseKept({ model, isDisabled = false, onChoose }: ChooseKeptProps) {
  const { t } = useMessages()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button isDisabled={isDisabled} onPress={() => setOpen(true)}>
        <Images aria-hidden />
        {t('transition.addKept')}
      </Button>
      <ChooseDialog
        model={model}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onChoose={(settings) => {
          setOpen(false)
          onChoose(settings)
        }}
      />
    </>
  )
}

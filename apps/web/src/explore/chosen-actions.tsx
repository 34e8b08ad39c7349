import type { Face } from '@animegan/core'
import { Brush, Film, Heart } from 'lucide-react'
import { navigate } from '../app/hash-route'
import type { CharacterSettings } from '../character/character-settings'
import { packSettings } from '../character/packed-settings'
import { formatSettings } from '../character/settings-query'
import { Button } from '../controls/button'
import { ButtonRow } from '../controls/button-row'
import { keepCharacters } from '../gallery/keep-characters'
import type { GeneratorState } from '../generator/generator-store'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'

interface ChosenActionsProps {
  /** Picked and drawn. */
  characters: readonly { face: Face; settings: CharacterSettings }[]
  /** Of the model that drew them. */
  state: GeneratorState
}

/** Where picked characters can go from here. */
export function ChosenActions({ characters, state }: ChosenActionsProps) {
  const { t } = useMessages()
  const [first] = characters
  if (!first || state.status !== 'ready') return null
  const { weights } = state.generator
  const count = characters.length
  const keep = async () => {
    try {
      await keepCharacters({ characters, weights })
      notify(t('explore.kept', { count }), 'info', {
        label: t('gallery.title'),
        act: () => navigate('gallery'),
      })
    } catch {
      notify(t('explore.notKept'), 'problem')
    }
  }
  const stops = characters.map(({ settings }) => `stop=${packSettings(settings)}`).join('&')
  return (
    <ButtonRow>
      {count === 1 && (
        <Button onPress={() => navigate('create', formatSettings(first.settings))}>
          <Brush aria-hidden />
          {t('explore.openInCreate')}
        </Button>
      )}
      {count > 1 && (
        <Button onPress={() => navigate('transition', stops)}>
          <Film aria-hidden />
          {t('explore.openInTransition')}
        </Button>
      )}
      <Button onPress={() => void keep()}>
        <Heart aria-hidden />
        {t('explore.keep')}
      </Button>
    </ButtonRow>
  )
}

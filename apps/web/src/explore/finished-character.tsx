import type { Face } from '@animegan/core'
import { Sparkles } from 'lucide-react'
import type { CharacterSettings } from '../character/character-settings'
import { drawSeed } from '../character/random-seed'
import { Button } from '../controls/button'
import { useDescribeFace } from '../faces/describe-face'
import { FaceTile } from '../faces/face-tile'
import type { ReadyModel } from '../generator/manifest-gate'
import { useMessages } from '../i18n/messages'
import { ChosenActions } from './chosen-actions'
import type { Exploration } from './exploration'
import styles from './finished-character.module.css'
import { RoundBar } from './round-bar'

interface FinishedCharacterProps {
  model: ReadyModel
  exploration: Exploration
  change(next: Exploration): void
  settings: CharacterSettings
  /** Undefined until it is drawn. */
  face: Face | undefined
}

/** What the guided way has led to, and where it can go from here. */
export function FinishedCharacter({ model, exploration, change, settings, face }: FinishedCharacterProps) {
  const { t } = useMessages()
  const describe = useDescribeFace(model.manifest.tags)
  return (
    <div className={styles.finished}>
      <div className={styles.face}>
        <FaceTile face={face} label={face ? describe(face) : ''} />
      </div>
      <ChosenActions characters={face ? [{ face, settings }] : []} state={model.state} />
      <RoundBar exploration={exploration} change={change}>
        <Button onPress={() => change({ ...exploration, way: 'free' })}>{t('explore.goOn')}</Button>
        <Button
          variant="primary"
          onPress={() => change({ ...exploration, from: undefined, seed: drawSeed(), moves: [] })}
        >
          <Sparkles aria-hidden />
          {t('explore.startAgain')}
        </Button>
      </RoundBar>
    </div>
  )
}

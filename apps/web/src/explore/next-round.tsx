import type { Face } from '@animegan/core'
import { ArrowRight, RefreshCw } from 'lucide-react'
import type { CharacterSettings } from '../character/character-settings'
import { drawSeed } from '../character/random-seed'
import { Button } from '../controls/button'
import { useDescribeFace } from '../faces/describe-face'
import type { ReadyModel } from '../generator/manifest-gate'
import { useMessages } from '../i18n/messages'
import { ChosenActions } from './chosen-actions'
import { CrossingPanel } from './crossing-panel'
import { chooseNextStep, type Exploration, move, reshuffle } from './exploration'
import { findCandidate } from './list-rounds'
import styles from './next-round.module.css'
import type { Place } from './place'
import { ReachPanel } from './reach-panel'
import { RoundBar } from './round-bar'
import type { useCrossing } from './use-crossing'
import { useReach } from './use-reach'

interface NextRoundProps {
  model: ReadyModel
  exploration: Exploration
  change(next: Exploration): void
  rounds: readonly (readonly CharacterSettings[])[]
  picks: readonly Place[]
  crossing: ReturnType<typeof useCrossing>
  faceOf(settings: CharacterSettings): Face | undefined
}

/** Where picks can lead: to more like them, to a child of two, or out of the page. */
export function NextRound(props: NextRoundProps) {
  const { model, exploration, change, rounds, picks, crossing, faceOf } = props
  const { t } = useMessages()
  const { tags: schema } = model.manifest
  const describe = useDescribeFace(schema)
  const { reach, setReach } = useReach(exploration)
  const { pairing, mixture, setMixture } = crossing
  const isGuided = exploration.way === 'guided'
  const chosen = picks.flatMap((pick) => {
    const settings = findCandidate(rounds, pick)
    const face = faceOf(settings)
    return face ? [{ face, settings }] : []
  })
  const goOn = isGuided
    ? t('explore.goOnWith')
    : picks.length > 1
      ? t('explore.moreLikeThese', { count: picks.length })
      : t('explore.moreLikeThis')

  const refine = () => {
    const next = isGuided ? chooseNextStep(exploration) : reach
    change(move(exploration, { kind: 'refine', picks, seed: drawSeed(), ...next }))
  }
  const cross = () => {
    const [first, second] = picks
    if (!first || !second) return
    change(move(exploration, { kind: 'cross', parents: [first, second], seed: drawSeed(), ...mixture }))
  }
  return (
    <div className={styles.next}>
      <RoundBar exploration={exploration} change={change}>
        <Button onPress={() => change(reshuffle(exploration, drawSeed()))}>
          <RefreshCw aria-hidden />
          {t('explore.others')}
        </Button>
        <Button variant="primary" isDisabled={picks.length === 0} onPress={refine}>
          {goOn}
          <ArrowRight aria-hidden />
        </Button>
      </RoundBar>
      <ChosenActions characters={chosen} state={model.state} />
      {!isGuided && <ReachPanel {...reach} onChange={setReach} />}
      {pairing && (
        <CrossingPanel
          schema={schema}
          mixture={mixture}
          onChange={setMixture}
          faces={{ a: faceOf(pairing.a), b: faceOf(pairing.b), child: faceOf(pairing.child) }}
          describe={describe}
          onCross={cross}
        />
      )}
    </div>
  )
}

import type { Face } from '@animegan/core'
import type { CharacterSettings } from '../character/character-settings'
import { Segments } from '../controls/segments'
import { useMessages } from '../i18n/messages'
import { type Exploration, guidedSteps, isFinished } from './exploration'
import { GuidedSteps } from './guided-steps'
import { findCandidate } from './list-rounds'
import styles from './way-header.module.css'

interface WayHeaderProps {
  exploration: Exploration
  change(next: Exploration): void
  rounds: readonly (readonly CharacterSettings[])[]
  faceOf(settings: CharacterSettings): Face | undefined
}

/** Which way one goes, how far one has come on it, and what to do there. */
export function WayHeader({ exploration, change, rounds, faceOf }: WayHeaderProps) {
  const { t } = useMessages()
  const { way, moves } = exploration
  const round = moves.length
  const hint =
    way === 'free'
      ? t(round === 0 ? 'explore.freeHint' : 'explore.freeRound', { round: round + 1 })
      : t(isFinished(exploration) ? 'explore.finishedHint' : `explore.hint-${guidedSteps[round] ?? 'all'}`)
  const chosen = moves.map((move) => {
    const [pick] = move.kind === 'refine' ? move.picks : []
    return pick && faceOf(findCandidate(rounds, pick))
  })
  return (
    <>
      <div className={styles.header}>
        <Segments
          label={t('explore.way')}
          isLabelHidden
          choices={[
            { id: 'guided', label: t('explore.guided') },
            { id: 'free', label: t('explore.free') },
          ]}
          chosen={way}
          onChoose={(next) => change({ ...exploration, way: next, moves: next === 'guided' ? [] : moves })}
        />
        {way === 'guided' && (
          <GuidedSteps
            current={Math.min(round, guidedSteps.length)}
            chosen={chosen}
            onReturn={(step) => change({ ...exploration, moves: moves.slice(0, step) })}
          />
        )}
      </div>
      <p className={styles.hint} role="status">
        {hint}
      </p>
    </>
  )
}

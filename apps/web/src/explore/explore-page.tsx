import { useMemo } from 'react'
import { PageHeading } from '../app/page-heading'
import { useAddressState } from '../app/use-address-state'
import { DrawingStatus } from '../generator/drawing-status'
import { ManifestGate, type ReadyModel } from '../generator/manifest-gate'
import { useMessages } from '../i18n/messages'
import { CandidateLists } from './candidate-lists'
import { type Exploration, isFinished, listPicks } from './exploration'
import { formatExploration, parseExploration } from './exploration-query'
import styles from './explore-page.module.css'
import { FinishedCharacter } from './finished-character'
import { findCandidate, listRounds } from './list-rounds'
import { NextRound } from './next-round'
import { parsePlace } from './place'
import { useCandidateFaces } from './use-candidate-faces'
import { useCrossing } from './use-crossing'
import { useSelection } from './use-selection'
import { WayHeader } from './way-header'

/** Faces to pick from, round by round, each nearer to what one likes. */
export function ExplorePage() {
  const [exploration, change] = useAddressState('explore', parseExploration, formatExploration)
  return (
    <>
      <PageHeading title="explore.title" lead="explore.lead" />
      <ManifestGate modelId={exploration.model}>
        {(model) => (
          <Rounds key={exploration.model} model={model} exploration={exploration} change={change} />
        )}
      </ManifestGate>
    </>
  )
}

interface RoundsProps {
  model: ReadyModel
  exploration: Exploration
  change(next: Exploration): void
}

function Rounds({ model, exploration, change }: RoundsProps) {
  const { t } = useMessages()
  const { manifest, state } = model
  const isGuided = exploration.way === 'guided'
  const rounds = useMemo(() => listRounds(manifest, exploration), [manifest, exploration])
  const current = rounds.at(-1)!
  const earlier = useMemo(() => listPicks(exploration), [exploration])
  const [selected, select] = useSelection(exploration)
  const picks = [...selected].map(parsePlace)
  const crossing = useCrossing(
    manifest.tags,
    isGuided ? [] : picks.map((pick) => findCandidate(rounds, pick)),
  )
  const child = crossing.pairing?.child
  const shown = useMemo(
    () => [...(child ? [child] : []), ...current, ...earlier.map((place) => findCandidate(rounds, place))],
    [child, current, earlier, rounds],
  )
  const { faceOf, drawing, error, retry } = useCandidateFaces(model, shown)

  const steps = { exploration, change, rounds, faceOf }
  return (
    <div className={styles.page}>
      <WayHeader {...steps} />
      <DrawingStatus state={state} error={error} onRetry={retry} />
      {isFinished(exploration) ? (
        <FinishedCharacter
          model={model}
          exploration={exploration}
          change={change}
          settings={current[0]!}
          face={faceOf(current[0]!)}
        />
      ) : (
        <div className={isGuided ? styles.guided : styles.free}>
          <CandidateLists
            schema={manifest.tags}
            isGuided={isGuided}
            rounds={rounds}
            earlier={earlier}
            faceOf={faceOf}
            selected={selected}
            onSelect={select}
          />
          <NextRound {...steps} model={model} picks={picks} crossing={crossing} />
        </div>
      )}
      <p className="visually-hidden" role="status">
        {drawing ? '' : t('create.drawn', { count: current.length })}
      </p>
    </div>
  )
}

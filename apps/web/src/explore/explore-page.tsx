import { ArrowLeft, ArrowRight, RefreshCw, Sparkles } from 'lucide-react'
import { type ReactNode, useMemo, useState } from 'react'
import { PageHeading } from '../app/page-heading'
import { planCharacters } from '../character/plan-characters'
import { drawSeed } from '../character/random-seed'
import { formatSettings } from '../character/settings-query'
import { Button } from '../controls/button'
import { Segments } from '../controls/segments'
import { useDescribeFace } from '../faces/describe-face'
import { FaceTile } from '../faces/face-tile'
import { GeneratorStatus } from '../generator/generator-status'
import { ManifestGate, type ReadyModel } from '../generator/manifest-gate'
import { useFaceDrawer } from '../generator/use-face-drawer'
import { useMessages } from '../i18n/messages'
import { type Candidate, CandidateGrid } from './candidate-grid'
import { ChosenActions } from './chosen-actions'
import { crossCharacters } from './cross-characters'
import { CrossingPanel, type Mixture } from './crossing-panel'
import {
  chooseNextStep,
  type Exploration,
  guidedSteps,
  isFinished,
  listPicks,
  move,
  type Place,
  reshuffle,
} from './exploration'
import styles from './explore-page.module.css'
import { GuidedSteps } from './guided-steps'
import { listRounds } from './list-rounds'
import { ReachPanel } from './reach-panel'
import { useExploration } from './use-exploration'
import { useReach } from './use-reach'
import { useSelection } from './use-selection'

/** Faces to pick from, round by round, each nearer to what one likes. */
export function ExplorePage() {
  const { exploration, change } = useExploration()
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

const formatPick = ({ round, place }: Place): string => `${round}-${place}`

const parsePick = (id: string): Place => {
  const [round = 0, place = 0] = id.split('-').map(Number)
  return { round, place }
}

function Rounds({ model: { manifest, store, state }, exploration, change }: RoundsProps) {
  const { t } = useMessages()
  const describe = useDescribeFace(manifest.tags)
  const { way, moves } = exploration
  const isGuided = way === 'guided'
  const round = moves.length
  const rounds = useMemo(() => listRounds(manifest, exploration), [manifest, exploration])
  const characterOf = ({ round: of, place }: Place) => rounds[of]?.[place] ?? rounds[0]![0]!

  const [selected, select] = useSelection(exploration)
  const picks = [...selected].map(parsePick)
  const earlier = useMemo(() => listPicks(exploration), [exploration])
  const { reach, setReach } = useReach(exploration)
  const [mixture, setMixture] = useState<Mixture>({ noise: 0.5, fromB: ['eye-colour'] })
  const [a, b] = picks.length === 2 && !isGuided ? picks.map(characterOf) : []
  const child = useMemo(
    () => (a && b ? crossCharacters(manifest.tags, a, b, mixture) : undefined),
    [manifest, a, b, mixture],
  )

  const wanted = useMemo(() => {
    const current = rounds.at(-1)!
    const past = earlier.map(({ round: of, place }) => rounds[of]?.[place] ?? current[0]!)
    return [...(child ? [child] : []), ...current, ...past].map((settings) => ({
      key: formatSettings(settings),
      plan: planCharacters(manifest, settings)[0]!,
    }))
  }, [manifest, rounds, earlier, child])
  const { drawer, drawing, error } = useFaceDrawer(store, wanted)
  const faceOf = (settings: Parameters<typeof formatSettings>[0]) => drawer.find(formatSettings(settings))
  const toCandidate = (pick: Place): Candidate => {
    const face = faceOf(characterOf(pick))
    return { id: formatPick(pick), description: face ? describe(face) : t('app.loading'), face }
  }

  const refine = () => {
    const seed = drawSeed()
    const next = isGuided ? chooseNextStep(exploration) : reach
    change(move(exploration, { kind: 'refine', picks, seed, ...next }))
  }
  const cross = () => {
    const [first, second] = picks
    if (!first || !second) return
    change(move(exploration, { kind: 'cross', parents: [first, second], seed: drawSeed(), ...mixture }))
  }
  const returnTo = (length: number) => change({ ...exploration, moves: moves.slice(0, length) })
  const chosen = picks.flatMap((pick) => {
    const settings = characterOf(pick)
    const face = faceOf(settings)
    return face ? [{ face, settings }] : []
  })
  const goOn = isGuided
    ? t('explore.goOnWith')
    : picks.length > 1
      ? t('explore.moreLikeThese', { count: picks.length })
      : t('explore.moreLikeThis')
  const weights = state.status === 'ready' ? state.generator.weights : undefined
  const bar = (actions: ReactNode) => (
    <div className={styles.bar}>
      {round > 0 && (
        <Button variant="quiet" onPress={() => returnTo(round - 1)}>
          <ArrowLeft aria-hidden />
          {t('explore.back')}
        </Button>
      )}
      {actions}
    </div>
  )

  const finished = isFinished(exploration) ? faceOf(rounds.at(-1)![0]!) : undefined
  return (
    <div className={styles.page}>
      <div className={styles.top}>
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
        {isGuided && (
          <GuidedSteps
            current={Math.min(round, guidedSteps.length)}
            chosen={moves.map(
              (each) =>
                (each.kind === 'refine' && each.picks[0] && faceOf(characterOf(each.picks[0]))) || undefined,
            )}
            onReturn={returnTo}
          />
        )}
      </div>
      <p className={styles.hint} role="status">
        {isGuided
          ? t(
              isFinished(exploration)
                ? 'explore.finishedHint'
                : `explore.hint-${guidedSteps[round] ?? 'all'}`,
            )
          : t(round === 0 ? 'explore.freeHint' : 'explore.freeRound', { round: round + 1 })}
      </p>
      {state.status !== 'ready' && state.status !== 'idle' && (
        <div className={styles.status}>
          <GeneratorStatus state={state} onRetry={() => drawer.retry()} />
        </div>
      )}
      {error && (
        <div role="alert" className={styles.status}>
          <p>{t('create.drawingFailed')}</p>
          <Button onPress={() => drawer.retry()}>{t('app.retry')}</Button>
        </div>
      )}
      {isFinished(exploration) ? (
        <div className={styles.finished}>
          <FaceTile face={finished} label={finished ? describe(finished) : ''} />
          <ChosenActions
            characters={finished ? [{ face: finished, settings: rounds.at(-1)![0]! }] : []}
            weights={weights}
          />
          {bar(
            <>
              <Button onPress={() => change({ ...exploration, way: 'free' })}>{t('explore.goOn')}</Button>
              <Button
                variant="primary"
                onPress={() => change({ ...exploration, from: undefined, seed: drawSeed(), moves: [] })}
              >
                <Sparkles aria-hidden />
                {t('explore.startAgain')}
              </Button>
            </>,
          )}
        </div>
      ) : (
        <div className={isGuided ? styles.guided : styles.free}>
          <div className={styles.main}>
            <CandidateGrid
              label={t('explore.candidates')}
              candidates={rounds.at(-1)!.map((_, place) => toCandidate({ round, place }))}
              selectionMode={isGuided ? 'single' : 'multiple'}
              selected={selected}
              onSelect={select}
            />
            {!isGuided && earlier.length > 0 && (
              <section className={styles.earlier} aria-labelledby="earlier">
                <h2 id="earlier" className={styles.panelTitle}>
                  {t('explore.earlier')}
                </h2>
                <CandidateGrid
                  isStrip
                  label={t('explore.earlier')}
                  candidates={earlier.map(toCandidate)}
                  selectionMode="multiple"
                  selected={selected}
                  onSelect={select}
                />
              </section>
            )}
          </div>
          <div className={styles.side}>
            {bar(
              <>
                <Button onPress={() => change(reshuffle(exploration, drawSeed()))}>
                  <RefreshCw aria-hidden />
                  {t('explore.others')}
                </Button>
                <Button variant="primary" isDisabled={picks.length === 0} onPress={refine}>
                  {goOn}
                  <ArrowRight aria-hidden />
                </Button>
              </>,
            )}
            <ChosenActions characters={chosen} weights={weights} />
            {!isGuided && <ReachPanel {...reach} onChange={setReach} />}
            {a && b && (
              <CrossingPanel
                schema={manifest.tags}
                mixture={mixture}
                onChange={setMixture}
                faces={{ a: faceOf(a), b: faceOf(b), child: child && faceOf(child) }}
                describe={describe}
                onCross={cross}
              />
            )}
          </div>
        </div>
      )}
      <p className="visually-hidden" role="status">
        {drawing ? '' : t('create.drawn', { count: rounds.at(-1)!.length })}
      </p>
    </div>
  )
}

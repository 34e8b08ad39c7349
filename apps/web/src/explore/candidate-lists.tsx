import type { Face, TagSchema } from '@animegan/core'
import type { CharacterSettings } from '../character/character-settings'
import { useDescribeFace } from '../faces/describe-face'
import { useMessages } from '../i18n/messages'
import { type Candidate, CandidateGrid } from './candidate-grid'
import styles from './candidate-lists.module.css'
import { findCandidate } from './list-rounds'
import { formatPlace, type Place } from './place'

interface CandidateListsProps {
  schema: TagSchema
  isGuided: boolean
  rounds: readonly (readonly CharacterSettings[])[]
  /** Picked in rounds before. */
  earlier: readonly Place[]
  faceOf(settings: CharacterSettings): Face | undefined
  selected: ReadonlySet<string>
  onSelect(selected: ReadonlySet<string>): void
}

/** The candidates of the last round; on the free way also what was picked before, to be picked again. */
export function CandidateLists(props: CandidateListsProps) {
  const { schema, isGuided, rounds, earlier, faceOf, selected, onSelect } = props
  const { t } = useMessages()
  const describe = useDescribeFace(schema)
  const round = rounds.length - 1
  const toCandidate = (place: Place): Candidate => {
    const face = faceOf(findCandidate(rounds, place))
    return { id: formatPlace(place), description: face ? describe(face) : t('app.loading'), face }
  }
  return (
    <div className={styles.lists}>
      <CandidateGrid
        label={t('explore.candidates')}
        candidates={rounds[round]!.map((_, place) => toCandidate({ round, place }))}
        selectionMode={isGuided ? 'single' : 'multiple'}
        selected={selected}
        onSelect={onSelect}
      />
      {!isGuided && earlier.length > 0 && (
        <section className={styles.earlier} aria-labelledby="earlier">
          <h2 id="earlier" className={styles.title}>
            {t('explore.earlier')}
          </h2>
          <CandidateGrid
            isStrip
            label={t('explore.earlier')}
            candidates={earlier.map(toCandidate)}
            selectionMode="multiple"
            selected={selected}
            onSelect={onSelect}
          />
        </section>
      )}
    </div>
  )
}

import type { Face } from '@animegan/core'
import { FaceTile } from '../faces/face-tile'
import { useMessages } from '../i18n/messages'
import { guidedSteps } from './exploration'
import styles from './guided-steps.module.css'

interface GuidedStepsProps {
  /** From 0; the number of steps when all are done. */
  current: number
  /** Of each step that is done. */
  chosen: readonly (Face | undefined)[]
  /** Goes back to a step. */
  onReturn(step: number): void
}

/** Where one is among the four steps; those that are done show what was chosen, and lead back. */
export function GuidedSteps({ current, chosen, onReturn }: GuidedStepsProps) {
  const { t } = useMessages()
  return (
    <ol className={styles.steps} aria-label={t('explore.steps')}>
      {guidedSteps.map((step, i) => {
        const name = t(`explore.step-${step}`)
        const content = (
          <>
            <span className={styles.badge}>
              {i < current ? <FaceTile face={chosen[i]} label="" /> : <span aria-hidden>{i + 1}</span>}
            </span>
            {name}
          </>
        )
        return (
          <li key={step} className={styles.step} aria-current={i === current ? 'step' : undefined}>
            {i < current ? (
              <button
                type="button"
                className={styles.done}
                aria-label={t('explore.returnTo', { step: name })}
                onClick={() => onReturn(i)}
              >
                {content}
              </button>
            ) : (
              <span className={styles.name}>{content}</span>
            )}
          </li>
        )
      })}
    </ol>
  )
}

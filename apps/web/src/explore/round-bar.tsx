import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../controls/button'
import { useMessages } from '../i18n/messages'
import type { Exploration } from './exploration'
import styles from './round-bar.module.css'

interface RoundBarProps {
  exploration: Exploration
  change(next: Exploration): void
  /** Where else one can go from this round; the last is what most people want. */
  children: ReactNode
}

/** From a round back to the one before, and onwards; on a phone it sticks to the bottom. */
export function RoundBar({ exploration, change, children }: RoundBarProps) {
  const { t } = useMessages()
  const { moves } = exploration
  return (
    <div className={styles.bar}>
      {moves.length > 0 && (
        <Button variant="quiet" onPress={() => change({ ...exploration, moves: moves.slice(0, -1) })}>
          <ArrowLeft aria-hidden />
          {t('explore.back')}
        </Button>
      )}
      {children}
    </div>
  )
}

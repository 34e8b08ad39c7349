import type { Face } from '@animegan/core'
import { Check } from 'lucide-react'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { FaceTile } from '../faces/face-tile'
import { useMessages } from '../i18n/messages'
import styles from './candidate-grid.module.css'

export interface Candidate {
  /** Of its pick. */
  id: string
  /** What it shows, in words. */
  description: string
  face: Face | undefined
}

interface CandidateGridProps {
  label: string
  candidates: readonly Candidate[]
  selectionMode: 'single' | 'multiple'
  selected: ReadonlySet<string>
  onSelect(selected: ReadonlySet<string>): void
  /** A row of small ones. */
  isStrip?: boolean
}

/** Faces to pick from. */
export function CandidateGrid(props: CandidateGridProps) {
  const { label, candidates, selectionMode, selected, onSelect, isStrip = false } = props
  const { t } = useMessages()
  const ids = candidates.map(({ id }) => id)
  return (
    <ListBox
      className={isStrip ? styles.strip! : styles.grid!}
      aria-label={label}
      data-wide={selectionMode === 'single' || undefined}
      layout="grid"
      selectionMode={selectionMode}
      selectedKeys={ids.filter((id) => selected.has(id))}
      onSelectionChange={(keys) => {
        const here = keys === 'all' ? ids : [...keys].map(String)
        const elsewhere = [...selected].filter((id) => !ids.includes(id))
        onSelect(new Set(selectionMode === 'single' ? here : [...elsewhere, ...here]))
      }}
    >
      {candidates.map(({ id, description, face }, place) => {
        const name = t('create.faceNumber', { number: place + 1, face: description })
        return (
          <ListBoxItem key={id} id={id} textValue={name} aria-label={name} className={styles.tile!}>
            <FaceTile face={face} label="" />
            <span className={styles.mark}>
              <Check aria-hidden />
            </span>
          </ListBoxItem>
        )
      })}
    </ListBox>
  )
}

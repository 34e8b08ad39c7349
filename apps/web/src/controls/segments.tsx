import { Label, Radio, RadioGroup } from 'react-aria-components'
import styles from './segments.module.css'

interface SegmentsProps<Id extends string> {
  /** Name of what is chosen. */
  label: string
  /** Whether the name is for screen readers alone. */
  isLabelHidden?: boolean
  choices: readonly { id: Id; label: string }[]
  chosen: Id
  onChoose(id: Id): void
}

/** A few choices side by side, of which one is taken. */
export function Segments<Id extends string>({
  label,
  isLabelHidden,
  choices,
  chosen,
  onChoose,
}: SegmentsProps<Id>) {
  return (
    <RadioGroup
      className={styles.group!}
      orientation="horizontal"
      value={chosen}
      onChange={(id) => onChoose(id as Id)}
    >
      <Label className={isLabelHidden ? 'visually-hidden' : styles.label!}>{label}</Label>
      <div className={styles.row}>
        {choices.map(({ id, label: text }) => (
          <Radio key={id} value={id} className={styles.segment!}>
            {text}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}

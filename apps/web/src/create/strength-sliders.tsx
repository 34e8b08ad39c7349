import type { TagSchema } from '@animegan/core'
import { RotateCcw } from 'lucide-react'
import { strongest } from '../character/character-settings'
import { Button } from '../controls/button'
import { Slider } from '../controls/slider'
import { useMessages } from '../i18n/messages'
import { labelOf } from '../i18n/tag-labels'
import styles from './create-page.module.css'

interface StrengthSlidersProps {
  schema: TagSchema
  tags: Readonly<Record<string, boolean>>
  strengths: Readonly<Record<string, number>>
  /** Ids of the tags of the face that is shown. */
  drawn: readonly string[]
  onChange(strengths: Record<string, number>): void
}

/** Every tag as a number, beyond what the model has seen: +1 is on, -1 is off, 2 is exaggerated. */
export function StrengthSliders({ schema, tags, strengths, drawn, onChange }: StrengthSlidersProps) {
  const { t, language, languageTag } = useMessages()
  const number = new Intl.NumberFormat(languageTag, { signDisplay: 'exceptZero', maximumFractionDigits: 2 })
  return schema.groups.map((group) => (
    <section key={group.id} className={styles.panel} aria-label={labelOf(group, language)}>
      <h3 className={styles.groupName}>{labelOf(group, language)}</h3>
      <div className={styles.sliders}>
        {schema.tags
          .filter((tag) => tag.group === group.id)
          .map(({ id, labels }) => {
            const { [id]: strength, ...others } = strengths
            const label = labelOf({ id, labels }, language)
            const isOn = tags[id] ?? drawn.includes(id)
            return (
              <Slider
                key={id}
                label={label}
                value={strength ?? (isOn ? 1 : -1)}
                least={-strongest}
                greatest={strongest}
                step={0.05}
                origin={0}
                isDrawn={strength === undefined && tags[id] === undefined}
                describe={(value) => number.format(value)}
                onCommit={(value) => onChange({ ...others, [id]: value })}
              >
                {strength !== undefined && (
                  <Button
                    variant="quiet"
                    aria-label={t('create.resetTag', { tag: label })}
                    onPress={() => onChange(others)}
                  >
                    <RotateCcw aria-hidden />
                  </Button>
                )}
              </Slider>
            )
          })}
      </div>
    </section>
  ))
}

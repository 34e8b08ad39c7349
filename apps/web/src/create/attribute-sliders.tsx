import { attributeLimits, type TagSchema } from '@animegan/core'
import { Dices } from 'lucide-react'
import { Button } from '../controls/button'
import { Slider } from '../controls/slider'
import { useMessages } from '../i18n/messages'
import { labelOf } from '../i18n/tag-labels'
import styles from './create-page.module.css'

interface AttributeSlidersProps {
  schema: TagSchema
  attributes: Readonly<Record<string, number>>
  /** Of the face that is shown. */
  drawn: Readonly<Record<string, number>>
  onChange(attributes: Record<string, number>): void
}

/** What a model knows beside tags, as the year of release; nothing for a model that knows no such thing. */
export function AttributeSliders({ schema, attributes, drawn, onChange }: AttributeSlidersProps) {
  const { t, language } = useMessages()
  if (schema.attributes.length === 0) return null
  return (
    <section className={styles.panel} aria-label={t('create.attributes')}>
      {schema.attributes.map((attribute) => {
        const { id, range } = attribute
        const { [id]: value, ...others } = attributes
        const [least, greatest] = attributeLimits(attribute)
        const label = labelOf(attribute, language)
        const isWhole = range[1] - range[0] > 5
        return (
          <Slider
            key={id}
            label={label}
            value={value ?? drawn[id] ?? (range[0] + range[1]) / 2}
            least={least}
            greatest={greatest}
            step={isWhole ? 0.5 : (greatest - least) / 100}
            isDrawn={value === undefined}
            describe={(shown) => `${isWhole ? Math.round(shown) : Math.round(shown * 100) / 100}`}
            onCommit={(chosen) => onChange({ ...others, [id]: chosen })}
          >
            {value !== undefined && (
              <Button
                variant="quiet"
                aria-label={t('create.leaveToChance', { name: label })}
                onPress={() => onChange(others)}
              >
                <Dices aria-hidden />
              </Button>
            )}
          </Slider>
        )
      })}
    </section>
  )
}

import type { WeightsDtype } from '@animegan/core'
import { useState } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { keepPrecision, type PrecisionChoice, readPrecision } from '../generator/precision-choice'
import { releaseGenerator } from '../generator/use-generator'
import { useMessages } from '../i18n/messages'
import styles from './models-page.module.css'

/** In which of the offered precisions models are to draw, where they come in it. */
export function PrecisionChoices({ offered }: { offered: readonly WeightsDtype[] }) {
  const { t } = useMessages()
  const [choice, setChoice] = useState(readPrecision)
  return (
    <RadioGroup
      className={styles.choices!}
      value={choice}
      onChange={(value) => {
        keepPrecision(value as PrecisionChoice)
        releaseGenerator()
        setChoice(value as PrecisionChoice)
      }}
    >
      <Label className={styles.detail!}>{t('models.precision')}</Label>
      {(['auto', ...offered] as const).map((id) => (
        <Radio key={id} value={id} className={styles.choice!}>
          <span>
            {t(`models.precision-${id}`)}
            <small>{t(`models.use-${id}`)}</small>
          </span>
        </Radio>
      ))}
    </RadioGroup>
  )
}

import type { WeightsDtype } from '@animegan/core'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { PrecisionChoice } from '../generator/precision-choice'
import { useMessages } from '../i18n/messages'
import styles from './models-page.module.css'

interface PrecisionChoicesProps {
  offered: readonly WeightsDtype[]
  chosen: PrecisionChoice
  onChoose(choice: PrecisionChoice): void
}

/** In which of the offered precisions models are to draw, where they come in it. */
export function PrecisionChoices({ offered, chosen, onChoose }: PrecisionChoicesProps) {
  const { t } = useMessages()
  return (
    <RadioGroup
      className={styles.choices!}
      value={chosen}
      onChange={(value) => onChoose(value as PrecisionChoice)}
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

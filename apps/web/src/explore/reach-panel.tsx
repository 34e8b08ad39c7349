import { Panel } from '../controls/panel'
import { Segments } from '../controls/segments'
import { Slider } from '../controls/slider'
import { useMessages } from '../i18n/messages'
import type { Variation } from './exploration'

/** What one may let differ on the free way. */
const choices = ['all', 'drawing', 'colours', 'details'] as const satisfies Variation[]

/** How the next candidates differ from the picked ones. */
export interface Reach {
  variation: Variation
  /** From 0 to 1. */
  reach: number
}

interface ReachPanelProps extends Reach {
  onChange(reach: Reach): void
}

/** What may change in the next round, and how much. */
export function ReachPanel({ variation, reach, onChange }: ReachPanelProps) {
  const { t, languageTag } = useMessages()
  const percent = new Intl.NumberFormat(languageTag, { style: 'percent' })
  return (
    <Panel title={t('explore.next')}>
      <Segments
        label={t('explore.mayChange')}
        choices={choices.map((id) => ({ id, label: t(`explore.change-${id}`) }))}
        chosen={variation}
        onChoose={(chosen) => onChange({ variation: chosen, reach })}
      />
      <Slider
        label={t('explore.reach')}
        value={reach}
        least={0.05}
        greatest={1}
        step={0.05}
        describe={(value) => percent.format(value)}
        onCommit={(value) => onChange({ variation, reach: value })}
      />
    </Panel>
  )
}

import { Panel } from '../controls/panel'
import { Segments } from '../controls/segments'
import { Slider } from '../controls/slider'
import { useMessages } from '../i18n/messages'
import { frameRates, motions, secondsLimits, type Transition } from './transition'

interface TimingPanelProps {
  transition: Transition
  onChange(transition: Transition): void
}

/** How the transition moves, and how fast. */
export function TimingPanel({ transition, onChange }: TimingPanelProps) {
  const { t } = useMessages()
  const { motion, seconds, fps } = transition
  return (
    <Panel title={t('transition.timing')}>
      <Segments
        label={t('transition.motion')}
        choices={motions.map((id) => ({ id, label: t(`transition.motion-${id}`) }))}
        chosen={motion}
        onChoose={(chosen) => onChange({ ...transition, motion: chosen })}
      />
      <Slider
        label={t('transition.seconds')}
        value={seconds}
        least={secondsLimits.least}
        greatest={secondsLimits.greatest}
        step={0.5}
        describe={(value) => t('transition.secondsValue', { value })}
        onCommit={(value) => onChange({ ...transition, seconds: value })}
      />
      <Segments
        label={t('transition.fps')}
        choices={frameRates.map((rate) => ({ id: `${rate}`, label: `${rate}` }))}
        chosen={`${fps}`}
        onChoose={(rate) => onChange({ ...transition, fps: Number(rate) })}
      />
    </Panel>
  )
}

import type { Face } from '@animegan/core'
import { Pause, Play } from 'lucide-react'
import { Button } from '../controls/button'
import { Slider } from '../controls/slider'
import { FaceTile } from '../faces/face-tile'
import { useMessages } from '../i18n/messages'
import styles from './player.module.css'
import type { Playback } from './use-playback'

interface PlayerProps {
  playback: Playback
  frameCount: number
  fps: number
  face: Face | undefined
  label: string
  /** How many frames are there; undefined when all are. */
  drawing: { done: number; total: number } | undefined
}

/** The transition, moved by hand or by itself. */
export function Player({ playback, frameCount, fps, face, label, drawing }: PlayerProps) {
  const { t, languageTag } = useMessages()
  const { place, isPlaying, seek, toggle } = playback
  const number = new Intl.NumberFormat(languageTag, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  const percent = new Intl.NumberFormat(languageTag, { style: 'percent' })
  const secondsOf = (frame: number) => number.format(frame / fps)
  return (
    <section className={styles.player} aria-label={t('transition.player')}>
      <div className={styles.screen}>
        <FaceTile face={face} label={label} />
      </div>
      <div className={styles.controls}>
        <Button variant="primary" onPress={toggle}>
          {isPlaying ? <Pause aria-hidden /> : <Play aria-hidden />}
          {t(isPlaying ? 'transition.pause' : 'transition.play')}
        </Button>
        <Slider
          label={t('transition.position')}
          value={place}
          least={0}
          greatest={frameCount - 1}
          step={1}
          describe={(frame) => t('transition.time', { now: secondsOf(frame), total: secondsOf(frameCount) })}
          onMove={seek}
          onCommit={seek}
        />
      </div>
      <p className={styles.note}>
        {drawing ? t('transition.drawing', { share: percent.format(drawing.done / drawing.total) }) : ''}
      </p>
    </section>
  )
}

import { Clapperboard, Film as FilmIcon } from 'lucide-react'
import { useState } from 'react'
import { ProgressBar } from 'react-aria-components'
import { Button } from '../controls/button'
import { ButtonRow } from '../controls/button-row'
import { Panel } from '../controls/panel'
import { ProgressTrack } from '../controls/progress-track'
import { Segments } from '../controls/segments'
import { useMessages } from '../i18n/messages'
import styles from './export-panel.module.css'
import type { Film } from './film-export'
import { useFilmExport } from './use-film-export'
import { hasVideoEncoder } from './video-formats'

interface ExportPanelProps {
  film: Pick<Film, 'frameCount' | 'getFrame' | 'fps'>
  /** Of the file, without its ending. */
  name: string
}

/** Of the picture, in pixels. */
const sides = [256, 512, 1024] as const

/** Keeps the transition as a video or an animated picture. */
export function ExportPanel({ film, name }: ExportPanelProps) {
  const { t } = useMessages()
  const [side, setSide] = useState<number>(512)
  const { videoFormats, progress, start, cancel } = useFilmExport(side)
  const ids = videoFormats?.map(({ id }) => id) ?? []
  return (
    <Panel title={t('transition.export')}>
      <Segments
        label={t('transition.size')}
        choices={sides.map((each) => ({ id: `${each}`, label: `${each} px` }))}
        chosen={`${side}`}
        onChoose={(chosen) => setSide(Number(chosen))}
      />
      {progress ? (
        <>
          <ProgressBar
            className={styles.progress!}
            aria-label={t('transition.exporting')}
            value={progress.done}
            maxValue={progress.total}
          >
            {({ percentage = 0 }) => (
              <>
                <p>{t('transition.exportProgress', progress)}</p>
                <ProgressTrack percentage={percentage} />
              </>
            )}
          </ProgressBar>
          <Button onPress={cancel}>{t('app.cancel')}</Button>
        </>
      ) : (
        <ButtonRow>
          {ids.map((id) => (
            <Button key={id} onPress={() => start(id, film, name)}>
              <Clapperboard aria-hidden />
              {id === 'mp4' ? 'MP4' : 'WebM'}
            </Button>
          ))}
          <Button onPress={() => start('gif', film, name)}>
            <FilmIcon aria-hidden />
            GIF
          </Button>
        </ButtonRow>
      )}
      {videoFormats && !hasVideoEncoder() && <p className={styles.hint}>{t('transition.noVideo')}</p>}
      {videoFormats && hasVideoEncoder() && !ids.includes('mp4') && (
        <p className={styles.hint}>{t('transition.noMp4')}</p>
      )}
    </Panel>
  )
}

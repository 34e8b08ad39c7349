import type { WeightsFile } from '@animegan/core'
import { Check, Download, X } from 'lucide-react'
import { ProgressBar } from 'react-aria-components'
import { Button } from '../controls/button'
import { ProgressTrack } from '../controls/progress-track'
import { failureMessage } from '../generator/failure-messages'
import { useMessages } from '../i18n/messages'
import styles from './models-page.module.css'
import type { KeptFiles } from './use-kept-files'

interface FileRowsProps {
  /** Of the model. */
  title: string
  files: readonly WeightsFile[]
  /** Undefined for models that are kept whole. */
  keeping: KeptFiles | undefined
}

/** The precisions of a model: what they weigh, which are kept, and the way to fetch the others. */
export function FileRows({ title, files, keeping }: FileRowsProps) {
  const { t } = useMessages()
  return (
    <>
      <ul className={styles.files}>
        {files.map(({ dtype, bytes }) => (
          <li key={dtype}>
            <span>
              {t(`models.precision-${dtype}`)}
              <small>{t(`models.use-${dtype}`)}</small>
            </span>
            <span className={styles.size}>{t('models.size', { size: toMegabytes(bytes) })}</span>
            <FileState title={title} dtype={dtype} keeping={keeping} />
          </li>
        ))}
      </ul>
      {keeping?.error !== undefined && (
        <p role="alert" className={styles.problem}>
          {t(failureMessage(keeping.error))}
        </p>
      )}
    </>
  )
}

interface FileStateProps extends Pick<FileRowsProps, 'title' | 'keeping'> {
  dtype: WeightsFile['dtype']
}

function FileState({ title, dtype, keeping }: FileStateProps) {
  const { t } = useMessages()
  const precision = t(`models.precision-${dtype}`)
  if (!keeping || keeping.kept?.has(dtype)) {
    return (
      <span className={styles.kept}>
        <Check aria-hidden />
        {t('models.kept')}
      </span>
    )
  }
  const { kept, download, fetch, stop } = keeping
  if (download?.dtype !== dtype) {
    return (
      <Button
        variant="quiet"
        aria-label={t('models.fetchFile', { model: title, precision })}
        isDisabled={!kept || download !== undefined}
        onPress={() => void fetch(dtype)}
      >
        <Download aria-hidden />
        {t('models.fetch')}
      </Button>
    )
  }
  const { done, total } = download
  return (
    <span className={styles.download}>
      <ProgressBar
        aria-label={t('models.fetchFile', { model: title, precision })}
        isIndeterminate={total === undefined}
        value={total ? (100 * done) / total : 0}
      >
        {({ percentage }) => <ProgressTrack percentage={percentage} />}
      </ProgressBar>
      <Button variant="quiet" aria-label={t('models.stop')} onPress={stop}>
        <X aria-hidden />
      </Button>
    </span>
  )
}

/** One digit behind the point is enough for people. */
const toMegabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10

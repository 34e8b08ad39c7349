import { Download, RotateCw } from 'lucide-react'
import { ProgressBar } from 'react-aria-components'
import { formatRoute } from '../app/hash-route'
import { Button } from '../controls/button'
import { ProgressTrack } from '../controls/progress-track'
import { useMessages } from '../i18n/messages'
import { failureMessage } from './failure-messages'
import styles from './generator-status.module.css'
import type { GeneratorState } from './generator-store'

interface GeneratorStatusProps {
  state: GeneratorState
  onRetry(): void
}

/** The model on its way: how much of it is there, or why it did not come and what to do. Nothing once it is ready. */
export function GeneratorStatus({ state, onRetry }: GeneratorStatusProps) {
  const { t } = useMessages()
  if (state.status === 'ready' || state.status === 'idle') return null
  if (state.status === 'failed') {
    return (
      <div className={styles.status} role="alert">
        <p>{t(failureMessage(state.error))}</p>
        <p className={styles.detail}>{state.error.message}</p>
        <Button onPress={onRetry}>
          <RotateCw aria-hidden />
          {t('app.retry')}
        </Button>
        <a href={formatRoute('models')}>{t('generator.otherWays')}</a>
      </div>
    )
  }
  if (state.status === 'held-back') {
    return (
      <div className={styles.status} role="status">
        <p>{t('generator.heldBack')}</p>
        <Button variant="primary" onPress={state.agree}>
          <Download aria-hidden />
          {t('generator.agree', { size: Math.ceil(state.bytes / 1e6) })}
        </Button>
      </div>
    )
  }
  const isDownload = state.status === 'downloading'
  const label = t(isDownload ? 'generator.downloading' : 'generator.starting')
  const total = isDownload ? state.total : undefined
  return (
    <ProgressBar
      className={styles.status!}
      aria-label={label}
      isIndeterminate={total === undefined}
      value={isDownload && total ? (100 * state.done) / total : 0}
    >
      {({ percentage }) => (
        <>
          <p>{label}</p>
          <ProgressTrack percentage={percentage} />
          {isDownload && total !== undefined && (
            <p className={styles.detail}>
              {t('generator.megabytes', { done: toMegabytes(state.done), total: toMegabytes(total) })}
            </p>
          )}
        </>
      )}
    </ProgressBar>
  )
}

const toMegabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10

import type { AnimeganError } from '@animegan/core'
import { Button } from '../controls/button'
import { Notice } from '../controls/notice'
import { useMessages } from '../i18n/messages'
import { GeneratorStatus } from './generator-status'
import type { GeneratorState } from './generator-store'

interface DrawingStatusProps {
  state: GeneratorState
  /** Why drawing stopped, other than for lack of the model. */
  error?: AnimeganError | undefined
  onRetry(): void
}

/** What keeps a page's faces from being drawn, with a way on: the model on its way, or an error. Nothing when all is well. */
export function DrawingStatus({ state, error, onRetry }: DrawingStatusProps) {
  const { t } = useMessages()
  return (
    <>
      {state.status !== 'ready' && state.status !== 'idle' && (
        <Notice>
          <GeneratorStatus state={state} onRetry={onRetry} />
        </Notice>
      )}
      {error && (
        <Notice role="alert">
          <p>{t('create.drawingFailed')}</p>
          <Button onPress={onRetry}>{t('app.retry')}</Button>
        </Notice>
      )}
    </>
  )
}

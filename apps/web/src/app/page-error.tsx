import { Component, type ReactNode } from 'react'
import { Button } from '../controls/button'
import { useMessages } from '../i18n/messages'
import { isMissingScript } from './missing-script'
import styles from './page-error.module.css'

interface PageErrorProps {
  children: ReactNode
}

/** Catches what goes wrong while a page is shown, says so, and offers ways on. */
export class PageError extends Component<PageErrorProps, { error: unknown }> {
  override state: { error: unknown } = { error: undefined }

  static getDerivedStateFromError(error: unknown) {
    return { error }
  }

  override render() {
    const { error } = this.state
    if (error === undefined) return this.props.children
    return <ErrorNotice error={error} onRetry={() => this.setState({ error: undefined })} />
  }
}

function ErrorNotice({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useMessages()
  return (
    <section className={styles.notice} role="alert">
      <h1>{t('app.errorTitle')}</h1>
      <p>{t(isMissingScript(error) ? 'app.missingPart' : 'app.errorHelp')}</p>
      <p className={styles.detail}>{error instanceof Error ? error.message : String(error)}</p>
      <div className={styles.actions}>
        {/* React remembers that a page could not be fetched. */}
        <Button variant="primary" onPress={isMissingScript(error) ? () => location.reload() : onRetry}>
          {t('app.retry')}
        </Button>
        {!isMissingScript(error) && <Button onPress={() => location.reload()}>{t('app.reload')}</Button>}
      </div>
    </section>
  )
}

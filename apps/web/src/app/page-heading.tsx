import { type MessageKey, useMessages } from '../i18n/messages'
import styles from './page-heading.module.css'

/** What a page is and what one does there. */
export function PageHeading({ title, lead }: { title: MessageKey; lead: MessageKey }) {
  const { t } = useMessages()
  return (
    <header className={styles.heading}>
      <h1>{t(title)}</h1>
      <p>{t(lead)}</p>
    </header>
  )
}

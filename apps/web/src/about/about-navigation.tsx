import { formatRoute } from '../app/hash-route'
import { type MessageKey, useMessages } from '../i18n/messages'
import styles from './about-page.module.css'

const parts: readonly { path: string; title: MessageKey }[] = [
  { path: 'about', title: 'about.title' },
  { path: 'tips', title: 'about.tips' },
  { path: 'licence', title: 'about.licence' },
]

/** The pages to read, from one another. */
export function AboutNavigation({ current }: { current: string }) {
  const { t } = useMessages()
  return (
    <nav className={styles.parts} aria-label={t('about.parts')}>
      {parts.map(({ path, title }) => (
        <a key={path} href={formatRoute(path)} aria-current={path === current ? 'page' : undefined}>
          {t(title)}
        </a>
      ))}
    </nav>
  )
}

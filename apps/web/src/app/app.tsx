import { Suspense, useEffect, useRef } from 'react'
import { PictureDrop } from '../files/picture-drop'
import { useMessages } from '../i18n/messages'
import { NotificationRegion } from '../notifications/notification-region'
import { UpdateNotice } from '../offline/update-notice'
import styles from './app.module.css'
import { navigate, useRoute } from './hash-route'
import { Header } from './header'
import { PageError } from './page-error'
import { pages } from './pages'

/** The frame around all pages: header, the page of the address, and what may come up from anywhere. */
export function App() {
  const { t } = useMessages()
  const { path } = useRoute()
  const known = pages.find((page) => page.path === path)
  const { path: current, within, title, Page } = known ?? pages[0]
  const main = useRef<HTMLElement>(null)
  const shown = useRef(current)

  useEffect(() => {
    if (!known) navigate(current, '', { replace: true })
  }, [known, current])

  const heading = t(title)
  useEffect(() => {
    document.title = `${heading} · AnimeGAN`
    if (shown.current === current) return
    shown.current = current
    scrollTo(0, 0)
    main.current?.focus()
  }, [current, heading])

  return (
    <>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        {t('app.skip')}
      </button>
      <Header current={current} within={within} />
      <main ref={main} tabIndex={-1} className={styles.main}>
        <PageError key={current}>
          <Suspense fallback={<p className={styles.loading}>{t('app.loading')}</p>}>
            <Page />
          </Suspense>
        </PageError>
      </main>
      <PictureDrop />
      <NotificationRegion />
      <UpdateNotice />
    </>
  )
}

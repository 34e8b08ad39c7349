import { PageHeading } from '../app/page-heading'
import { useMessages } from '../i18n/messages'
import { AboutNavigation } from './about-navigation'
import styles from './about-page.module.css'

/** What this is, where the idea comes from, and what becomes of the pictures. */
export function AboutPage() {
  const { t } = useMessages()
  return (
    <>
      <PageHeading title="about.title" lead="about.lead" />
      <AboutNavigation current="about" />
      <div className={styles.text}>
        <section>
          <h2>{t('about.what')}</h2>
          <p>{t('about.whatText')}</p>
          <p>{t('about.imperfect')}</p>
        </section>
        <section>
          <h2>{t('about.private')}</h2>
          <p>{t('about.privateText')}</p>
          <p>{t('about.offlineText')}</p>
        </section>
        <section>
          <h2>{t('about.paper')}</h2>
          <p>{t('about.paperText')}</p>
          <p lang="en">
            <a href="https://arxiv.org/abs/1708.05509" target="_blank" rel="noreferrer">
              Towards the Automatic Anime Characters Creation with Generative Adversarial Networks
            </a>{' '}
            (Jin et al., 2017)
          </p>
        </section>
      </div>
    </>
  )
}

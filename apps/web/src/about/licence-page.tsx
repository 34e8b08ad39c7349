import { formatRoute } from '../app/hash-route'
import { PageHeading } from '../app/page-heading'
import { useMessages } from '../i18n/messages'
import { AboutNavigation } from './about-navigation'
import styles from './about-page.module.css'

/** Who may do what with pictures, models and the site itself. */
export function LicencePage() {
  const { t } = useMessages()
  return (
    <>
      <PageHeading title="about.licence" lead="about.licenceLead" />
      <AboutNavigation current="licence" />
      <div className={styles.text}>
        <section>
          <h2>{t('about.pictures')}</h2>
          <p>{t('about.picturesText')}</p>
          <p>{t('about.picturesCare')}</p>
          <p>
            <a href={formatRoute('models')}>{t('about.toModels')}</a>
          </p>
        </section>
        <section>
          <h2>{t('about.code')}</h2>
          <p>{t('about.codeText')}</p>
        </section>
        <section>
          <h2>{t('about.others')}</h2>
          <p>{t('about.othersText')}</p>
          <p>
            <a href="./third-party-notices.txt" target="_blank" rel="noreferrer">
              {t('about.notices')}
            </a>
          </p>
        </section>
      </div>
    </>
  )
}

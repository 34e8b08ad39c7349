import { PageHeading } from '../app/page-heading'
import { useMessages } from '../i18n/messages'
import { AboutNavigation } from './about-navigation'
import styles from './about-page.module.css'

const tips = ['seeds', 'tags', 'variety', 'expert', 'refine', 'keep', 'speed'] as const

/** How to get the faces that one wishes for. */
export function TipsPage() {
  const { t } = useMessages()
  return (
    <>
      <PageHeading title="about.tips" lead="about.tipsLead" />
      <AboutNavigation current="tips" />
      <ul className={styles.tips}>
        {tips.map((tip) => (
          <li key={tip}>
            <h2>{t(`about.tip-${tip}`)}</h2>
            <p>{t(`about.tipText-${tip}`)}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

import { X } from 'lucide-react'
import { Button } from '../controls/button'
import { useMessages } from '../i18n/messages'
import styles from './notification-region.module.css'
import { closeNotification, useNotifications } from './notifications'

/** Where notifications come up; screen readers read them out. */
export function NotificationRegion() {
  const { t } = useMessages()
  const notifications = useNotifications()
  return (
    <section className={styles.region} aria-label={t('app.notifications')} aria-live="polite">
      {notifications.map(({ id, kind, text, action }) => (
        <div key={id} className={styles.notification} data-kind={kind}>
          <p>{text}</p>
          {action && (
            <Button
              variant="quiet"
              onPress={() => {
                closeNotification(id)
                action.act()
              }}
            >
              {action.label}
            </Button>
          )}
          <Button variant="quiet" aria-label={t('app.close')} onPress={() => closeNotification(id)}>
            <X aria-hidden />
          </Button>
        </div>
      ))}
    </section>
  )
}

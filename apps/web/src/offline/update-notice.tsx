import { useEffect } from 'react'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import { useUpdate } from './register-worker'

/** Says when a new version of the site is ready, and lets the visitor decide when it comes. */
export function UpdateNotice() {
  const { t } = useMessages()
  const update = useUpdate()
  const isReady = update !== undefined
  // biome-ignore lint/correctness/useExhaustiveDependencies: one word for each version.
  useEffect(() => {
    if (update) notify(t('app.updateReady'), 'info', { label: t('app.reload'), act: update.takeOver })
  }, [isReady])
  return null
}

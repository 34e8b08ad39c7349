import { Switch } from 'react-aria-components'
import { Dialog } from '../controls/dialog'
import switchStyles from '../controls/switch.module.css'
import { useMessages } from '../i18n/messages'
import styles from './create-page.module.css'
import type { Shortcut } from './shortcuts'

interface ShortcutHelpProps {
  shortcuts: readonly Shortcut[]
  isOpen: boolean
  onClose(): void
  enabled: boolean
  setEnabled(enabled: boolean): void
}

/** The keys of the page, and the switch that turns them off. */
export function ShortcutHelp({ shortcuts, isOpen, onClose, enabled, setEnabled }: ShortcutHelpProps) {
  const { t } = useMessages()
  return (
    <Dialog title={t('create.shortcuts')} isOpen={isOpen} onClose={onClose}>
      <dl className={styles.keys}>
        {shortcuts.map(({ key, label }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
      <Switch className={switchStyles.switch!} isSelected={enabled} onChange={setEnabled}>
        <span className={switchStyles.track} />
        {t('create.shortcutsOn')}
      </Switch>
    </Dialog>
  )
}

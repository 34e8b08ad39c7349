import { useMessages } from '../i18n/messages'
import { Button } from './button'
import { Dialog } from './dialog'
import styles from './dialog.module.css'

interface ConfirmDialogProps {
  title: string
  /** What will happen, and whether it can be undone. */
  text: string
  /** Names the act: "Delete 3 characters", never "OK". */
  action: string
  isOpen: boolean
  onConfirm(): void
  onClose(): void
}

/** Asks before something that cannot be undone. */
export function ConfirmDialog({ title, text, action, isOpen, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useMessages()
  return (
    <Dialog title={title} role="alertdialog" isOpen={isOpen} onClose={onClose}>
      <p>{text}</p>
      <div className={styles.actions}>
        <Button onPress={onClose}>{t('app.cancel')}</Button>
        <Button
          variant="primary"
          onPress={() => {
            onConfirm()
            onClose()
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  )
}

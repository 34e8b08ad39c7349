import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useMessages } from '../i18n/messages'
import { Button } from './button'
import styles from './dialog.module.css'

interface DialogProps {
  title: string
  isOpen: boolean
  onClose(): void
  /** `alertdialog` for questions that must be answered. */
  role?: 'dialog' | 'alertdialog'
  children: ReactNode
}

/** A dialog over the page. Escape, the cross and a click beside it close it. */
export function Dialog({ title, isOpen, onClose, role = 'dialog', children }: DialogProps) {
  const { t } = useMessages()
  return (
    <ModalOverlay
      className={styles.overlay!}
      isOpen={isOpen}
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={styles.modal!}>
        <AriaDialog className={styles.dialog!} role={role}>
          <header className={styles.header}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button variant="quiet" aria-label={t('app.close')} onPress={onClose}>
              <X aria-hidden />
            </Button>
          </header>
          {children}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

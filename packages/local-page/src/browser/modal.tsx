import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { commonIcons, Icon } from './icon.js'

export interface ModalProps {
  label: string
  class: string
  children: ComponentChildren
  onClose(): void
  /** Esc, and Enter unless a button has the focus, close it and do not come here. */
  onKeyDown?(event: KeyboardEvent): void
}

/**
 * Something over the whole page, which Esc closes; the focus goes back to where it was. `onClose` is called at once, as the browser's own
 * event comes so late that the page would lose a key pressed before it.
 */
export function Modal({ label, class: name, children, onClose, onKeyDown }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const isClosed = useRef(false)
  const close = (): void => {
    if (isClosed.current) return
    isClosed.current = true
    dialog.current?.close()
    onClose()
  }
  useLayoutEffect(() => {
    dialog.current?.showModal()
    // Else the first button would have the focus, and Enter would press it.
    dialog.current?.focus()
  }, [])
  return (
    <dialog
      ref={dialog}
      class={name}
      tabIndex={-1}
      aria-label={label}
      onClose={close}
      onKeyDown={(event) => {
        const isEnter = event.key === 'Enter' && event.target === event.currentTarget
        if (event.key !== 'Escape' && !isEnter) return onKeyDown?.(event)
        event.preventDefault()
        close()
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) close()
      }}
    >
      {children}
      <button type="button" class="tool close-modal" aria-label="Close" onClick={close}>
        <Icon path={commonIcons.cross} />
      </button>
    </dialog>
  )
}

import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { commonIcons, Icon } from './icon.js'

export interface ModalProps {
  label: string
  class: string
  children: ComponentChildren
  onClose(): void
  /** Enter, which closes it too unless a button has the focus, does not come here. */
  onKeyDown?(event: KeyboardEvent): void
}

/** Something over the whole page, which Esc closes; the focus goes back to where it was. */
export function Modal({ label, class: name, children, onClose, onKeyDown }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null)
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
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target === event.currentTarget) event.currentTarget.close()
        else onKeyDown?.(event)
      }}
      onClick={(event) => {
        if (event.target === event.currentTarget) event.currentTarget.close()
      }}
    >
      {children}
      <button
        type="button"
        class="tool close-modal"
        aria-label="Close"
        onClick={() => dialog.current?.close()}
      >
        <Icon path={commonIcons.cross} />
      </button>
    </dialog>
  )
}

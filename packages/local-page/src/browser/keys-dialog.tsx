import type { ComponentChildren } from 'preact'
import { Modal } from './modal.js'

export interface KeysDialogProps {
  /** Under their titles: keys, two spaces between those that do the same, and what they do. */
  keys: Record<string, Record<string, string>>
  /** What else there is to know, below the keys. */
  children: ComponentChildren
  onClose(): void
}

/** Every key of a page. */
export function KeysDialog({ keys, children, onClose }: KeysDialogProps) {
  return (
    <Modal label="Keys" class="help" onClose={onClose}>
      <h2>Keys</h2>
      <div class="help-columns">
        {Object.entries(keys).map(([title, entries]) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {Object.entries(entries).map(([keys, what]) => (
                <div key={keys}>
                  <dt>
                    {keys.split('  ').map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p class="quiet">{children}</p>
    </Modal>
  )
}

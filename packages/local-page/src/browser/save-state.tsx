import type { SendQueue } from './send-queue.js'

export interface SaveStateProps {
  queue: Pick<SendQueue<never>, 'trouble' | 'size'>
}

/** In two words, whether all is kept. */
export function SaveState({ queue: { trouble, size } }: SaveStateProps) {
  const count = size.toLocaleString('en')
  const state = trouble ? 'trouble' : size > 0 ? 'saving' : 'saved'
  const words = {
    trouble: size > 0 ? `${count} not saved` : 'Not connected',
    saving: `Saving ${count}`,
    saved: 'All saved',
  }
  return (
    <p class="save" data-state={state} role="status">
      {words[state]}
    </p>
  )
}

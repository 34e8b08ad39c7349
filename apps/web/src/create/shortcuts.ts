import { useEffect, useState } from 'react'
import { storeChoice } from '../app/stored-choice'
import type { MessageKey } from '../i18n/messages'

/** A key and what it does, in the order of the help. */
export interface Shortcut {
  key: string
  label: MessageKey
  act: (() => void) | undefined
}

const choice = storeChoice('shortcuts', ['on', 'off'])

/** Enter belongs to these, and letters to what is typed in. */
const busy =
  'input, textarea, select, button, a, [role="slider"], [role="option"], [role="menuitem"], [role="dialog"]'

/** Listens to keys that stand alone; the visitor may turn them off, as who speaks to the computer must. */
export function useShortcuts(shortcuts: readonly Shortcut[]): {
  enabled: boolean
  setEnabled(enabled: boolean): void
} {
  const [enabled, setEnabled] = useState(() => choice.read() !== 'off')
  useEffect(() => {
    if (!enabled) return
    const stop = new AbortController()
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return
      const target = event.target instanceof Element ? event.target : null
      const wanted =
        event.key === 'Enter'
          ? target?.closest(busy)
          : target?.closest(
              'input:not([type="checkbox"],[type="radio"]), textarea, [role="dialog"], [role="menu"]',
            )
      if (wanted) return
      const shortcut = shortcuts.find(({ key }) => key.toLowerCase() === event.key.toLowerCase())
      if (!shortcut?.act) return
      event.preventDefault()
      shortcut.act()
    }
    addEventListener('keydown', onKey, { signal: stop.signal })
    return () => stop.abort()
  }, [enabled, shortcuts])
  return {
    enabled,
    setEnabled: (next) => {
      choice.write(next ? 'on' : 'off')
      setEnabled(next)
    },
  }
}

import { useSyncExternalStore } from 'react'

/** A short word to the visitor that goes by itself. */
export interface Notification {
  id: number
  kind: 'info' | 'problem'
  text: string
  /** What the visitor can do about it. */
  action?: NotificationAction | undefined
}

/** The button of a notification. */
export interface NotificationAction {
  label: string
  act(): void
}

/** Long enough to read; problems, and what has a button, stay until they are closed. */
const shownFor = 6000

let notifications: readonly Notification[] = []
let lastId = 0
const listeners = new Set<() => void>()

const set = (next: readonly Notification[]): void => {
  notifications = next
  for (const listener of listeners) listener()
}

/** Tells the visitor something, on whatever page. The text is in the visitor's language already. */
export function notify(text: string, kind: Notification['kind'] = 'info', action?: NotificationAction): void {
  lastId++
  const id = lastId
  set([...notifications.filter((other) => other.text !== text), { id, kind, text, action }].slice(-3))
  if (kind === 'info' && !action) setTimeout(() => closeNotification(id), shownFor)
}

/** Takes one away. */
export function closeNotification(id: number): void {
  set(notifications.filter((notification) => notification.id !== id))
}

/** What is to be shown now, the oldest first. */
export function useNotifications(): readonly Notification[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => notifications,
  )
}

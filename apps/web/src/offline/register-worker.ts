import { useSyncExternalStore } from 'react'

let waiting: ServiceWorker | undefined
const listeners = new Set<() => void>()

/**
 * Starts what keeps the site for visits without a network. Where that cannot be, as in development, on http, or where browsers may keep
 * nothing, the site works without.
 */
export async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  let isFirstVisit = serviceWorker.controller === null
  try {
    const registration = await serviceWorker.register('service-worker.js')
    watchUpdates(registration)
  } catch {
    return
  }
  serviceWorker.addEventListener('controllerchange', () => {
    if (!isFirstVisit) return location.reload()
    isFirstVisit = false
    reloadIsolated()
  })
}

/** A version of the site that is fetched and waits for its turn. `takeOver` reloads the page in it. */
export function useUpdate(): { takeOver(): void } | undefined {
  const next = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => waiting,
  )
  return next && { takeOver: () => next.postMessage('take-over') }
}

function watchUpdates(registration: ServiceWorkerRegistration): void {
  const look = () => {
    // Without a worker before it, it takes over by itself.
    waiting = registration.active ? (registration.waiting ?? undefined) : undefined
    for (const listener of listeners) listener()
  }
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', look)
  })
  look()
  // A page that stays open for days learns of new versions when its visitor comes back to it.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void registration.update().catch(() => undefined)
  })
}

const reloaded = 'animegan.isolated'

/**
 * On hosts that send no headers of cross-origin isolation the worker adds them, from the next load on. It is loaded again at once when its
 * visitor has not yet done anything, and only once; else the next visit has threads.
 */
function reloadIsolated(): void {
  if (crossOriginIsolated || navigator.userActivation?.hasBeenActive) return
  try {
    if (sessionStorage.getItem(reloaded)) return
    sessionStorage.setItem(reloaded, 'yes')
  } catch {
    return
  }
  location.reload()
}

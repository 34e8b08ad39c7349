import { useSyncExternalStore } from 'react'

/** Where the visitor is: `#/create?seed=7` is the path `create` with the query `seed=7`. */
export interface Route {
  path: string
  query: string
}

const listeners = new Set<() => void>()

/** Reads the part of an address from its `#` on; anything odd is the empty path. */
export function parseRoute(hash: string): Route {
  const [, path = '', query = ''] = /^#\/([a-z-]*)(?:\?(.*))?$/s.exec(hash) ?? []
  return { path, query }
}

/** The address of a page, for `href`. */
export const formatRoute = (path: string, query = ''): string =>
  query === '' ? `#/${path}` : `#/${path}?${query}`

export interface NavigateOptions {
  /** Whether the browser's Back passes over where the visitor was. */
  replace?: boolean | undefined
}

/** Goes to a page of this site. */
export function navigate(path: string, query = '', { replace = false }: NavigateOptions = {}): void {
  const hash = formatRoute(path, query)
  if (hash === location.hash) return
  if (replace) history.replaceState(history.state, '', hash)
  else history.pushState({ step: countSteps() + 1 }, '', hash)
  for (const listener of listeners) listener()
}

/** Undoes the last step that `navigate` made; never leaves the site. Says whether there was one. */
export function goBack(): boolean {
  if (countSteps() === 0) return false
  history.back()
  return true
}

/** Steps that `navigate` made before the one that is shown, since the visitor came by a link. */
const countSteps = (): number => (history.state as { step?: number } | null)?.step ?? 0

/** Where the visitor is; renders again when that changes. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, () => location.hash))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  addEventListener('popstate', listener)
  addEventListener('hashchange', listener)
  return () => {
    listeners.delete(listener)
    removeEventListener('popstate', listener)
    removeEventListener('hashchange', listener)
  }
}

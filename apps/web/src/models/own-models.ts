import type { Model } from './published-models'

const key = 'animegan.own-models'
const listeners = new Set<() => void>()
let models: readonly Model[] = readIds().map((id) => ({ id, weights: undefined }))

/** The models that the visitor brought, the newest last. Their files are in `own-model-files.ts`. */
export const listOwnModels = (): readonly Model[] => models

/** Calls `listener` when one comes or goes. */
export function subscribeOwnModels(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Names a model whose files are kept. */
export function addOwnModel(id: string): void {
  set([...models.filter((model) => model.id !== id), { id, weights: undefined }])
}

/** Names a model no longer. */
export function removeOwnModel(id: string): void {
  set(models.filter((model) => model.id !== id))
}

function set(next: readonly Model[]): void {
  models = next
  try {
    localStorage.setItem(key, JSON.stringify(next.map(({ id }) => id)))
  } catch {
    // Where nothing may be stored, they last as long as the page.
  }
  for (const listener of listeners) listener()
}

function readIds(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
  } catch {
    return []
  }
}

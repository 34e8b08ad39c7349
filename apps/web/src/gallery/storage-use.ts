import { useCallback, useEffect, useState } from 'react'

/** What the browser says of this site's storage; undefined where it does not say. */
export interface StorageUse {
  /** In bytes: gallery, models and the site itself. */
  used: number
  total: number
  /** Whether the browser has promised not to clear it when it runs out of room. */
  isPersisted: boolean
}

/** How much is stored. Measures again whenever `of` changes, and when `persist` was answered. */
export function useStorageUse(of: unknown): {
  use: StorageUse | undefined
  persist: () => Promise<boolean>
} {
  const [use, setUse] = useState<StorageUse>()
  const measure = useCallback(() => void measureStorage().then(setUse), [])
  // biome-ignore lint/correctness/useExhaustiveDependencies: other characters take other room.
  useEffect(measure, [measure, of])
  const persist = async () => {
    const isPersisted = await persistStorage()
    measure()
    return isPersisted
  }
  return { use, persist }
}

/** Asks the browser to keep all this until the visitor clears it. Some ask the visitor: call it when that is understood. */
export async function persistStorage(): Promise<boolean> {
  try {
    return await navigator.storage.persist()
  } catch {
    return false
  }
}

async function measureStorage(): Promise<StorageUse | undefined> {
  try {
    const { usage, quota } = await navigator.storage.estimate()
    if (usage === undefined || !quota) return undefined
    return { used: usage, total: quota, isPersisted: await navigator.storage.persisted() }
  } catch {
    return undefined
  }
}

import { useEffect, useSyncExternalStore } from 'react'
import { FaceDrawer, type FaceDrawerState, type WantedFace } from './face-drawer'
import type { GeneratorStore } from './generator-store'

const drawers = new WeakMap<GeneratorStore, FaceDrawer>()

/** The drawer of a model in memory. All pages share it, so that coming back draws nothing again. */
function shareDrawer(store: GeneratorStore): FaceDrawer {
  const drawer =
    drawers.get(store) ?? new FaceDrawer(async (plan, signal) => (await store.draw([plan], { signal }))[0]!)
  drawers.set(store, drawer)
  return drawer
}

/** Draws what is wanted for as long as the page is there; renders again with every face. Memoize `wanted`. */
export function useFaceDrawer(
  store: GeneratorStore,
  wanted: readonly WantedFace[] | undefined,
): FaceDrawerState & { drawer: FaceDrawer } {
  const drawer = shareDrawer(store)
  useEffect(() => drawer.want(wanted ?? []), [drawer, wanted])
  useEffect(() => () => drawer[Symbol.dispose](), [drawer])
  const { drawing, error } = useSyncExternalStore(drawer.subscribe, drawer.getState)
  // What keeps the model away is the store's to say.
  return { drawer, drawing, error: store.getState().status === 'failed' ? undefined : error }
}

import { AnimeganError, type Face, type FacePlan } from '@animegan/core'
import { startTransition, useCallback, useEffect, useState } from 'react'
import type { GeneratorStore } from './generator-store'

/** Pictures that follow their plans. */
export interface DrawnFaces {
  /** Of the last plans that were drawn; while others are being drawn, these stay. */
  faces: readonly Face[]
  /** The plans that these faces show; others than the wanted ones while those are being drawn. */
  drawnPlans: readonly FacePlan[] | undefined
  /** How many of the wanted faces are there; undefined when nothing is being drawn. */
  drawing: { done: number; total: number } | undefined
  /** Why the last plans could not be drawn, other than for lack of the model. */
  error: AnimeganError | undefined
  /** Stops drawing; what was there stays. */
  cancel(): void
  /** Draws the same plans again, as after an error. */
  retry(): void
}

const none: readonly Face[] = []

/** Draws plans, and draws again whenever they change: what was begun is given up. Plans are compared by identity: memoize them. */
export function useFaces(store: GeneratorStore, plans: readonly FacePlan[] | undefined): DrawnFaces {
  const [drawn, setDrawn] = useState<{ faces: readonly Face[]; plans: readonly FacePlan[] }>()
  const [drawing, setDrawing] = useState<DrawnFaces['drawing'] & { stop: AbortController }>()
  const [error, setError] = useState<AnimeganError>()
  const [attempt, setAttempt] = useState(0)

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt draws again.
  useEffect(() => {
    if (!plans) return
    const stop = new AbortController()
    const { signal } = stop
    setError(undefined)
    setDrawing({ done: 0, total: plans.length, stop })
    store
      .draw(plans, {
        signal,
        onProgress: (progress) => signal.aborted || setDrawing({ ...progress, stop }),
      })
      .then(
        // A transition, for many pictures are much to show at once.
        (faces) => signal.aborted || startTransition(() => setDrawn({ faces, plans })),
        (cause: unknown) => {
          // What keeps the model away is the store's to say.
          const isOwn = !signal.aborted && store.getState().status !== 'failed'
          if (isOwn && AnimeganError.isInstance(cause) && cause.code !== 'ABORTED') setError(cause)
        },
      )
      .finally(() => startTransition(() => setDrawing((now) => (now?.stop === stop ? undefined : now))))
    return () => stop.abort()
  }, [store, plans, attempt])

  return {
    faces: drawn?.faces ?? none,
    drawnPlans: drawn?.plans,
    drawing: drawing && { done: drawing.done, total: drawing.total },
    error,
    cancel: () => drawing?.stop.abort(),
    retry: useCallback(() => setAttempt((last) => last + 1), []),
  }
}

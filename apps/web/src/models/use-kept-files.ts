import type { WeightsDtype } from '@animegan/core'
import { clearCache, isCached, loadWeights } from '@animegan/runtime-web'
import { useCallback, useEffect, useState } from 'react'
import { publishedDtypes } from './published-models'

/** A file on its way. */
interface FileDownload {
  dtype: WeightsDtype
  done: number
  total: number | undefined
}

/** Which files of a published model this browser keeps, and the ways to change that. */
export interface KeptFiles {
  /** Undefined until it is known. */
  kept: ReadonlySet<WeightsDtype> | undefined
  download: FileDownload | undefined
  error: unknown
  fetch(dtype: WeightsDtype): Promise<void>
  /** Stops the download; what has come is used the next time. */
  stop(): void
  /** Forgets all of them. */
  clear(): Promise<void>
}

/** Looks after the kept files of the weights at an address. */
export function useKeptFiles(weights: string): KeptFiles {
  const [kept, setKept] = useState<ReadonlySet<WeightsDtype>>()
  const [download, setDownload] = useState<FileDownload & { stopper: AbortController }>()
  const [error, setError] = useState<unknown>()

  const look = useCallback(async () => {
    const found = await Promise.all(publishedDtypes.map((dtype) => isCached(weights, { dtype })))
    setKept(new Set(publishedDtypes.filter((_, place) => found[place])))
  }, [weights])
  useEffect(() => void look(), [look])
  useEffect(() => () => download?.stopper.abort(), [download?.stopper])

  return {
    kept,
    download,
    error,
    fetch: async (dtype) => {
      const stopper = new AbortController()
      const { signal } = stopper
      setError(undefined)
      setDownload({ dtype, done: 0, total: undefined, stopper })
      try {
        const onProgress = (progress: Omit<FileDownload, 'dtype'>) =>
          setDownload({ dtype, ...progress, stopper })
        await loadWeights(weights, { dtype, signal, onProgress })
      } catch (cause) {
        if (!signal.aborted) setError(cause)
      }
      setDownload(undefined)
      await look()
    },
    stop: () => download?.stopper.abort(),
    clear: async () => {
      await clearCache(weights)
      await look()
    },
  }
}

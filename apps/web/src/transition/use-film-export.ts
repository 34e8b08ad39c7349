import { AnimeganError } from '@animegan/core'
import { useEffect, useRef, useState } from 'react'
import { downloadFile } from '../files/download-file'
import { useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import type { Film, FilmFormat } from './film-export'
import { findVideoFormats, type VideoFormat } from './video-formats'

/** An export that is on its way. */
export interface FilmExport {
  /** What the browser can write; undefined until that is known. */
  videoFormats: readonly VideoFormat[] | undefined
  progress: { done: number; total: number } | undefined
  start(format: FilmFormat, film: Pick<Film, 'frameCount' | 'getFrame' | 'fps'>, name: string): void
  cancel(): void
}

/** Exports films of squares of `side` pixels, one at a time; leaving the page gives up. */
export function useFilmExport(side: number): FilmExport {
  const { t } = useMessages()
  const [videoFormats, setVideoFormats] = useState<readonly VideoFormat[]>()
  const [progress, setProgress] = useState<FilmExport['progress']>()
  const running = useRef<AbortController>(undefined)

  useEffect(() => {
    let left = false
    findVideoFormats(side).then(
      (formats) => left || setVideoFormats(formats),
      () => left || setVideoFormats([]),
    )
    return () => {
      left = true
    }
  }, [side])
  useEffect(() => () => running.current?.abort(), [])

  const run = async (format: FilmFormat, film: Film, name: string) => {
    const video = videoFormats?.find(({ id }) => id === format)
    const file = video
      ? await (await import('./encode-video')).encodeVideo(film, video)
      : await (await import('./encode-gif')).encodeGif(film)
    downloadFile(`${name}.${format}`, file)
    notify(t('transition.exported', { name: `${name}.${format}` }))
  }
  return {
    videoFormats,
    progress,
    start: (format, film, name) => {
      const stop = new AbortController()
      const { signal } = stop
      running.current?.abort()
      running.current = stop
      setProgress({ done: 0, total: film.frameCount })
      run(format, { ...film, side, signal, onProgress: setProgress }, name)
        .catch((error: unknown) => {
          if (signal.aborted) return
          const reason =
            AnimeganError.isInstance(error) || error instanceof Error ? error.message : `${error}`
          notify(t('transition.exportFailed', { reason }), 'problem')
        })
        .finally(() => {
          if (running.current === stop) setProgress(undefined)
        })
    },
    cancel: () => running.current?.abort(),
  }
}

import { useEffect, useState } from 'react'
import { listPlayback, type Motion } from './transition'

/** Where a transition is, and how it is moved. */
export interface Playback {
  /** Place of the frame that is shown. */
  place: number
  isPlaying: boolean
  /** Where the visitor went last: what is drawn first. */
  sought: number
  seek(place: number): void
  toggle(): void
}

/** Plays frames at their pace, by the clock: what comes late is left out. */
export function usePlayback(frameCount: number, fps: number, motion: Motion): Playback {
  const [place, setPlace] = useState(0)
  const [sought, setSought] = useState(0)
  const [isPlaying, setPlaying] = useState(false)
  const shown = Math.min(place, frameCount - 1)

  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins at the place that is shown when it begins.
  useEffect(() => {
    if (!isPlaying) return
    const order = listPlayback(frameCount, motion)
    const isAtEnd = motion === 'once' && shown === frameCount - 1
    const from = isAtEnd ? 0 : order.indexOf(shown)
    const begun = performance.now()
    let request = 0
    const show = (now: number) => {
      const passed = from + Math.floor((Math.max(0, now - begun) / 1000) * fps)
      if (motion === 'once' && passed >= order.length) {
        setPlace(frameCount - 1)
        setPlaying(false)
        return
      }
      setPlace(order[passed % order.length]!)
      request = requestAnimationFrame(show)
    }
    request = requestAnimationFrame(show)
    return () => cancelAnimationFrame(request)
  }, [isPlaying, frameCount, fps, motion])

  return {
    place: shown,
    isPlaying,
    sought: Math.min(sought, frameCount - 1),
    seek: (next) => {
      setPlaying(false)
      setPlace(next)
      setSought(next)
    },
    toggle: () => setPlaying(!isPlaying),
  }
}

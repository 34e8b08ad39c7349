import type { Face } from '@animegan/core'

/** A film as one round of frames. */
export interface Film {
  frameCount: number
  /** A frame of the round, drawn when it is needed. */
  getFrame(place: number, signal: AbortSignal): Promise<Face>
  fps: number
  /** Of the square picture, in pixels; even, as video wants. */
  side: number
  signal: AbortSignal
  onProgress(progress: { done: number; total: number }): void
}

/** How a film can be kept. */
export type FilmFormat = 'mp4' | 'webm' | 'gif'

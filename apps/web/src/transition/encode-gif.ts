import { AnimeganError, toRgba } from '@animegan/core'
import type { Film } from './film-export'
import { createFramePainter } from './frame-painter'
import type { GifAnswer, GifRequest } from './gif-worker'

/** Milliseconds that each frame is shown: GIFs count in hundredths of a second, and the whole must last as long as it should. */
export function listDelays(frameCount: number, fps: number): number[] {
  const endOf = (frame: number) => Math.round((100 * frame) / fps)
  return Array.from({ length: frameCount }, (_, i) => 10 * (endOf(i + 1) - endOf(i)))
}

/**
 * The film as a GIF that repeats for ever, made in a worker of its own. Rejects with the signal's reason when it is aborted, and with an
 * `AnimeganError` when the GIF cannot be made.
 */
export async function encodeGif(film: Film): Promise<Blob> {
  const { frameCount, fps, side, signal } = film
  signal.throwIfAborted()
  const { context, paint } = createFramePainter(side)
  const worker = new Worker(new URL('./gif-worker.ts', import.meta.url), { type: 'module' })
  try {
    for (const [place, delay] of listDelays(frameCount, fps).entries()) {
      const face = await film.getFrame(place, signal)
      paint(face)
      const { data: pixels } = context.getImageData(0, 0, side, side)
      await ask(worker, { kind: 'frame', pixels, side, sample: toRgba(face), delay }, signal)
      film.onProgress({ done: place + 1, total: frameCount })
    }
    const answer = await ask(worker, { kind: 'finish' }, signal)
    if (answer.kind !== 'gif') throw new AnimeganError('NOT_WRITABLE', 'The GIF was not finished.')
    return new Blob([answer.bytes], { type: 'image/gif' })
  } finally {
    worker.terminate()
  }
}

function ask(worker: Worker, request: GifRequest, signal: AbortSignal): Promise<GifAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (message: string) =>
      reject(new AnimeganError('NOT_WRITABLE', `The GIF could not be written: ${message}`))
    worker.onmessage = ({ data }: MessageEvent<GifAnswer>) => {
      if (data.kind === 'failed') fail(data.message)
      else resolve(data)
    }
    worker.onerror = ({ message }) => fail(message || 'the worker did not start')
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    worker.postMessage(request, request.kind === 'frame' ? [request.pixels.buffer] : [])
  })
}

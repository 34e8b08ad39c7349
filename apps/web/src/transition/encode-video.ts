import type { Film } from './film-export'
import { createFramePainter } from './frame-painter'
import type { VideoFormat } from './video-formats'

/** The film as MP4 or WebM. Rejects with the signal's reason when it is aborted; then nothing of it is left in memory. */
export async function encodeVideo(film: Film, { id, codec }: VideoFormat): Promise<Blob> {
  const { BufferTarget, CanvasSource, Mp4OutputFormat, Output, Quality, WebMOutputFormat } = await import(
    'mediabunny'
  )
  const { frameCount, fps, side, signal } = film
  const { canvas, paint } = createFramePainter(side)
  const source = new CanvasSource(canvas, { codec, quality: new Quality('very-high') })
  const target = new BufferTarget()
  const format = id === 'mp4' ? new Mp4OutputFormat({ fastStart: 'in-memory' }) : new WebMOutputFormat()
  const output = new Output({ format, target })
  output.addVideoTrack(source, { frameRate: fps })
  await output.start()
  try {
    for (let place = 0; place < frameCount; place++) {
      paint(await film.getFrame(place, signal))
      signal.throwIfAborted()
      await source.add(place / fps, 1 / fps)
      film.onProgress({ done: place + 1, total: frameCount })
    }
    await output.finalize()
  } catch (error) {
    await output.cancel()
    throw error
  }
  signal.throwIfAborted()
  return new Blob([target.buffer!], { type: format.mimeType })
}

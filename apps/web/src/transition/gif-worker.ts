import { applyPalette, GIFEncoder, quantize } from 'gifenc'

/** A frame, or the wish to have the file. */
export type GifRequest =
  | {
      kind: 'frame'
      /** The enlarged square, RGBA. */
      pixels: Uint8ClampedArray
      side: number
      /** The face as it was drawn, RGBA: it has all the colours, and far fewer pixels to choose them from. */
      sample: Uint8ClampedArray
      /** In milliseconds. */
      delay: number
    }
  | { kind: 'finish' }

/** One answer to each request; the last is the file. */
export type GifAnswer =
  | { kind: 'done' }
  | { kind: 'gif'; bytes: Uint8Array<ArrayBuffer> }
  | { kind: 'failed'; message: string }

/** Colours that a frame of a GIF can have. */
const mostColours = 256

const encoder = GIFEncoder()

function answer(request: GifRequest): GifAnswer {
  if (request.kind === 'finish') {
    encoder.finish()
    return { kind: 'gif', bytes: encoder.bytes() }
  }
  const { pixels, side, sample, delay } = request
  const palette = quantize(sample, mostColours)
  encoder.writeFrame(applyPalette(pixels, palette), side, side, { palette, delay, repeat: 0 })
  return { kind: 'done' }
}

addEventListener('message', ({ data }: MessageEvent<GifRequest>) => {
  try {
    postMessage(answer(data))
  } catch (error) {
    postMessage({ kind: 'failed', message: String(error) } satisfies GifAnswer)
  }
})

import { encode } from 'fast-png'
import { enlargeFace, type FacePixels } from '../faces/enlarge-face'

/** A picture that is to be made. */
export type PictureRequest =
  | {
      kind: 'png'
      /** Side by side, row by row. */
      faces: readonly FacePixels[]
      columns: number
      /** Of one face, in pixels. */
      side: number
      /** Its text chunks. */
      text: Record<string, string>
    }
  | { kind: 'jpeg'; face: FacePixels; side: number }

/** The bytes of a file, or why there is none; `id` is that of the request. */
export type PictureAnswer = { id: number; bytes: Uint8Array<ArrayBuffer> } | { id: number; message: string }

async function encodePicture(request: PictureRequest): Promise<Uint8Array<ArrayBuffer>> {
  if (request.kind === 'jpeg') {
    const canvas = enlargeFace(request.face, request.side)
    const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.88 })
    return new Uint8Array(await jpeg.arrayBuffer())
  }
  const { faces, columns, side, text } = request
  const [width, height] = [columns * side, Math.ceil(faces.length / columns) * side]
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
  faces.forEach((face, i) => {
    context.drawImage(enlargeFace(face, side), (i % columns) * side, Math.floor(i / columns) * side)
  })
  const { data } = context.getImageData(0, 0, width, height)
  return encode({ width, height, depth: 8, channels: 4, data, text }) as Uint8Array<ArrayBuffer>
}

addEventListener('message', ({ data }: MessageEvent<{ id: number; request: PictureRequest }>) => {
  const { id, request } = data
  encodePicture(request).then(
    (bytes) => postMessage({ id, bytes } satisfies PictureAnswer, { transfer: [bytes.buffer] }),
    (error: unknown) => postMessage({ id, message: String(error) } satisfies PictureAnswer),
  )
})

import { encode } from 'fast-png'
import { enlargeFace, type FacePixels } from '../faces/enlarge-face'

/** A picture with room for faces, in pixels: where the first lies, and what is left free between them. */
export interface Mount {
  picture: ImageBitmap
  left: number
  top: number
  gap: number
}

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
      /** What the faces lie on; without one, they are side by side on nothing. */
      mount?: Mount | undefined
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
  const { faces, columns, side, text, mount } = request
  const { left, top, gap } = mount ?? { left: 0, top: 0, gap: 0 }
  const width = mount?.picture.width ?? columns * side
  const height = mount?.picture.height ?? Math.ceil(faces.length / columns) * side
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
  if (mount) context.drawImage(mount.picture, 0, 0)
  faces.forEach((face, i) => {
    const x = left + (i % columns) * (side + gap)
    const y = top + Math.floor(i / columns) * (side + gap)
    context.drawImage(enlargeFace(face, side), x, y)
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

import { type Face, toRgba } from '@animegan/core'

/** What pictures are made of: of a face, its pixels and their place. */
type Pixels = Pick<Face, 'pixels' | 'width' | 'height'>

/** The face for a 2D canvas's `putImageData`. */
export function toImageData(face: Pixels): ImageData {
  const rgba = toRgba(face) as Uint8ClampedArray<ArrayBuffer>
  return new ImageData(rgba, face.width, face.height)
}

/** The face for `drawImage`, for textures, or to be handed to a worker. Who gets it closes it. */
export function toImageBitmap(face: Pixels): Promise<ImageBitmap> {
  return createImageBitmap(toImageData(face))
}

/** The face as a PNG file; for downloads, and through `URL.createObjectURL` for `<img>`. */
export async function toBlob(face: Pixels): Promise<Blob> {
  const canvas = new OffscreenCanvas(face.width, face.height)
  canvas.getContext('2d')!.putImageData(toImageData(face), 0, 0)
  return await canvas.convertToBlob()
}

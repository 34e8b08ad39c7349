import type { TaggerManifest, TensorValue } from '@animegan/core'
import { decodeImage, type RgbPixels, scalePixels } from '../imagefolder/decode-image.js'

/** A picture as an estimator takes it: the bytes of an image file, or pixels. */
export type Picture = Uint8Array | RgbPixels

/**
 * Brings a picture into the form that a manifest describes.
 *
 * @param name names the picture in messages, such as its path
 * @returns what the session takes, for one picture
 * Throws `INVALID_DATA` when the bytes are no complete image.
 */
export async function prepareInput(
  picture: Picture,
  { input, preprocessing }: TaggerManifest,
  name: string,
): Promise<Record<string, TensorValue>> {
  const pixels =
    picture instanceof Uint8Array
      ? await decodeImage(picture, input.resolution, name, preprocessing)
      : await scalePixels(picture, input.resolution, preprocessing)
  return { [input.name]: encodePixels(pixels, input, preprocessing) }
}

/** Bytes [resolution, resolution, 3], RGB, as numbers in the layout and the order of channels that the input has. */
function encodePixels(
  pixels: Uint8Array,
  { resolution, layout, channels }: TaggerManifest['input'],
  preprocessing: TaggerManifest['preprocessing'],
): TensorValue {
  const area = resolution * resolution
  const scales = perChannel(preprocessing.scale)
  const offsets = perChannel(preprocessing.offset)
  const data = new Float32Array(3 * area)
  for (let channel = 0; channel < 3; channel++) {
    const [scale, offset] = [scales[channel]!, offsets[channel]!]
    const source = channels === 'RGB' ? channel : 2 - channel
    const [start, stride] = layout === 'NCHW' ? [channel * area, 1] : [channel, 3]
    for (let i = 0; i < area; i++) data[start + i * stride] = pixels[3 * i + source]! * scale + offset
  }
  const shape = layout === 'NCHW' ? [1, 3, resolution, resolution] : [1, resolution, resolution, 3]
  return { data, shape }
}

const perChannel = (value: number | readonly number[]): readonly number[] =>
  typeof value === 'number' ? [value, value, value] : value

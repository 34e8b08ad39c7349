import { posix } from 'node:path'

/** Extensions under which people keep pictures, those of kinds that are not read too, so that they hear why. */
const extensions = new Set(
  'png apng jpg jpeg jpe jfif webp gif avif bmp tif tiff svg heic heif jxl jp2 psd ico'.split(' '),
)

/** Whether a file is named like a picture. What it is, its bytes decide. */
export function isPictureName(name: string): boolean {
  return extensions.has(posix.extname(name).slice(1).trim().toLowerCase())
}

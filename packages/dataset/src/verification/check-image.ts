import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { decodePicture } from '../sources/decode-picture.js'
import { readSourceFile, refuseUnreadable } from '../sources/read-source-file.js'
import type { Problem } from './problem.js'

/** What was found out about a record's image. */
export interface CheckedImage {
  problems: Pick<Problem, 'code' | 'detail'>[]
  /** Of the file, in hexadecimal; absent when it could not be read. */
  sha256?: string
}

/**
 * Reads a record's image, decodes it to the last pixel, and compares it with the record's sha256, width and height.
 */
export async function checkImage(
  dir: string,
  record: ImageRecord,
  limits: { maxPixels: number; maxBytes: number },
): Promise<CheckedImage> {
  let path: string
  try {
    path = await realpath(join(dir, record.file_name))
  } catch (error) {
    return { problems: [{ code: 'missing-image', detail: refuseUnreadable(error).detail }] }
  }
  const bytes = await readSourceFile(path, limits.maxBytes)
  if (!Buffer.isBuffer(bytes)) return { problems: [{ code: 'bad-image', detail: bytes.detail }] }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const problems: CheckedImage['problems'] = []
  if (record.sha256 !== undefined && record.sha256 !== sha256) {
    problems.push({
      code: 'wrong-hash',
      detail: `the file's sha256 is ${sha256}, the record's ${record.sha256}`,
    })
  }
  const picture = await decodePicture(bytes, limits)
  if ('reason' in picture) {
    problems.push({ code: 'bad-image', detail: picture.detail })
    return { problems, sha256 }
  }
  const { width = picture.width, height = picture.height } = record
  if (width !== picture.width || height !== picture.height) {
    const [came, said] = [`${picture.width} x ${picture.height}`, `${width} x ${height}`]
    problems.push({ code: 'wrong-size', detail: `the picture is ${came}, and the record says ${said}` })
  }
  return { problems, sha256 }
}

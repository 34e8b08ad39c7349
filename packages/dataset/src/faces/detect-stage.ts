import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { ImageRecord } from '../imagefolder/metadata.js'
import { identifyPicture } from '../imagefolder/picture-identity.js'
import { storeImage } from '../stages/image-store.js'
import type { Reject } from '../stages/rejects.js'
import type { ItemStage } from '../stages/stage.js'
import {
  type CreateFaceDetectorOptions,
  checkFaceOptions,
  createFaceDetector,
  type FaceDetector,
} from './face-detector.js'
import type { FoundFace } from './face-worker.js'

export interface CreateDetectStageOptions extends CreateFaceDetectorOptions {
  /** Folder of the pictures, where it is not the one that the crops are written to. */
  pictures?: string | undefined
  /**
   * `crops` (default): a record for each face, cut out. `pictures`: those with a face stay as they are, with the largest in `face`;
   * for pictures that are crops already, or were drawn as such.
   */
  keep?: 'crops' | 'pictures' | undefined
}

/** A picture to look for faces in. */
export interface DetectStageInput {
  record: ImageRecord
  /** Of the picture; undefined when it cannot be read. */
  sha256: string | undefined
}

/** Raised when the code makes other results of the same pictures and options. */
const revision = 2

/**
 * The stage `detect`: pictures in, a record for each face out. A face keeps all columns of its picture; `file_name`, `sha256`, `width`
 * and `height` are the crop's, `origin.picture` is the picture's hash, and `face` has the detector's box and the measured quality. A
 * picture without a face, and each face that a filter leaves out, is a reject. Throws `INVALID_OPTION`.
 */
export function createDetectStage(options: CreateDetectStageOptions): ItemStage<DetectStageInput> {
  checkFaceOptions(options)
  const { cascade, threads = availableParallelism(), pictures, ...decisive } = options
  const name = 'detect'
  const size = options.size ?? 128
  // Started with the first picture, so that a stage that has done all its work before starts no threads.
  let detector: FaceDetector | undefined
  return {
    name,
    settings: { revision, cascade: createHash('sha256').update(cascade).digest('hex'), ...decisive },
    // Enough for every thread to have its next picture before it has done with the last.
    concurrency: 2 * threads,

    async *list(records, { folder }) {
      for (const record of records) {
        const sha256 = await identifyPicture(pictures ?? folder, record)
        const key = createHash('sha256')
          .update(JSON.stringify([sha256, record]))
          .digest('hex')
        yield { key, input: { record, sha256 } }
      }
    },

    async process({ record, sha256 }, { folder }) {
      const reject = (reason: string, detail: string): Reject => ({
        name: record.file_name,
        ...(record.source === undefined ? {} : { source: record.source }),
        ...{ stage: name, reason, detail },
        ...(sha256 === undefined ? {} : { sha256 }),
      })
      const bytes = await readFile(join(pictures ?? folder, record.file_name)).catch(() => undefined)
      if (!bytes || sha256 === undefined) {
        return { records: [], rejects: [reject('missing', 'the file is not there, or cannot be read')] }
      }
      detector ??= createFaceDetector({ ...options, threads })
      const found = await detector.find(bytes)
      if ('reason' in found) return { records: [], rejects: [reject(found.reason, found.detail)] }
      const rejects = found.refusals.map(({ reason, detail }) => reject(reason, detail))
      if (options.keep === 'pictures') {
        const largest = found.faces.reduce<FoundFace | undefined>(
          (best, face) => (best && best.box[2] >= face.box[2] ? best : face),
          undefined,
        )
        // A face too many that a filter refuses is no reason against the picture.
        if (!largest) return { records: [], rejects }
        return { records: [{ ...record, ...describeQuality(largest) }], rejects: [] }
      }
      const records: ImageRecord[] = []
      for (const face of found.faces) {
        const stored = await storeImage(folder, face.png)
        records.push({
          ...record,
          ...stored,
          width: size,
          height: size,
          ...describeFace(record, sha256, face),
        })
      }
      return { records, rejects }
    },

    async dispose() {
      await detector?.dispose()
      detector = undefined
    },
  }
}

/** The columns that say where a face comes from. */
function describeFace(record: ImageRecord, picture: string, face: FoundFace) {
  const origin = typeof record.origin === 'object' && record.origin !== null ? record.origin : undefined
  return { origin: { ...(origin ?? { name: record.file_name }), picture }, ...describeQuality(face) }
}

const describeQuality = ({ box, sharpness, saturation }: FoundFace) => ({
  face: { box, sharpness, saturation },
})

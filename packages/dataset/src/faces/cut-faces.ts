import type { Mat } from '@techstark/opencv-js'
import { cropFace, planCrop } from './crop-face.js'
import type { FaceBox } from './face-box.js'
import { type FaceFilters, type FaceRefusal, judgeBoxes, judgeQuality } from './face-filters.js'
import { type FaceQuality, measureQuality, qualitySize } from './face-quality.js'
import { type Cv, CvScope } from './opencv.js'

/** What becomes of the faces that are found. */
export interface CutFacesOptions {
  /** Pixels on a side of the crops; default 128. */
  size?: number | undefined
  /** How much larger than the detector's box a crop is; default 1.5. */
  scale?: number | undefined
  /** What a face must have to be kept. */
  filters?: FaceFilters | undefined
}

/** A face that is kept. */
export interface CutFace extends FaceQuality {
  box: FaceBox
  /** [size, size, 3]: RGB, 0..255. */
  pixels: Uint8Array
}

/** The faces of a picture, and why others are left out. */
export interface CutFaces<Face> {
  faces: Face[]
  refusals: FaceRefusal[]
}

/**
 * Cuts faces out of a picture, and judges them.
 *
 * @param picture [height, width, 3], RGB, 0..255
 */
export function cutFaces(
  cv: Cv,
  picture: Mat,
  boxes: readonly FaceBox[],
  { size = 128, scale = 1.5, filters = {} }: CutFacesOptions = {},
): CutFaces<CutFace> {
  if (boxes.length === 0) return { faces: [], refusals: [{ reason: 'no-face', detail: 'no face was found' }] }
  const faces: CutFace[] = []
  const refusals: FaceRefusal[] = []
  const verdicts = judgeBoxes(boxes, filters)
  for (const [index, box] of boxes.entries()) {
    using scope = new CvScope()
    const crop = (side: number) => scope.own(cropFace(cv, picture, planCrop(box, scale), side))
    const verdict = verdicts[index]
    if (verdict) {
      refusals.push(verdict)
      continue
    }
    const sample = crop(qualitySize)
    const quality = measureQuality(cv, sample)
    const refusal = judgeQuality(box, quality, filters)
    if (refusal) refusals.push(refusal)
    else {
      const { data } = size === qualitySize ? sample : crop(size)
      faces.push({ box, ...quality, pixels: new Uint8Array(data) })
    }
  }
  return { faces, refusals }
}

import { type FaceBox, findOverlaps } from './face-box.js'
import type { FaceQuality } from './face-quality.js'

/** What a face must have to be kept; what is not given is not asked for, but for overlaps. */
export interface FaceFilters {
  /** Pixels on a side of the detector's box. */
  minSide?: number | undefined
  /** See {@link FaceQuality}: drawings in full colour that were scaled down have hundreds. */
  minSharpness?: number | undefined
  /** See {@link FaceQuality}: 0.03 leaves out black and white. */
  minSaturation?: number | undefined
  /** Most of a box, 0 to 1, that a larger box may cover; default 0.5. */
  maxOverlap?: number | undefined
}

/** Why a face, or a picture without one, is left out. */
type FaceRefusalReason = 'no-face' | 'overlapping' | 'too-small' | 'blurred' | 'monochrome'

/** A face that is left out: the reason for programs, and a sentence for people. */
export interface FaceRefusal {
  reason: FaceRefusalReason
  detail: string
}

const at = ([x, y, width, height]: FaceBox): string => `the face of ${width} x ${height} at ${x}, ${y}`

/** What can be judged by the boxes alone; undefined for a box that passes. */
export function judgeBoxes(
  boxes: readonly FaceBox[],
  { minSide = 0, maxOverlap = 0.5 }: FaceFilters,
): (FaceRefusal | undefined)[] {
  const overlaps = findOverlaps(boxes, maxOverlap)
  return boxes.map((box, index) => {
    const larger = overlaps[index]
    if (larger) return { reason: 'overlapping', detail: `${at(box)} lies mostly inside ${at(larger)}` }
    if (Math.min(box[2], box[3]) >= minSide) return undefined
    return { reason: 'too-small', detail: `${at(box)} is smaller than ${minSide}` }
  })
}

/** What is judged by the crop; undefined when it passes. */
export function judgeQuality(
  box: FaceBox,
  { sharpness, saturation }: FaceQuality,
  { minSharpness = 0, minSaturation = 0 }: FaceFilters,
): FaceRefusal | undefined {
  if (sharpness < minSharpness) {
    return { reason: 'blurred', detail: `${at(box)} has sharpness ${sharpness}, below ${minSharpness}` }
  }
  if (saturation < minSaturation) {
    return { reason: 'monochrome', detail: `${at(box)} has saturation ${saturation}, below ${minSaturation}` }
  }
  return undefined
}

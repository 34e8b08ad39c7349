import { InvalidInputError } from '@animegan/core'
import type { CascadeClassifier, Mat, RectVector } from '@techstark/opencv-js'
import { type FaceBox, sortBoxes } from './face-box.js'
import type { Cv } from './opencv.js'

/** How faces are looked for. The defaults are the paper's (section 3) but for `minNeighbors`, which is 5 there. */
export interface DetectFacesOptions {
  /** From one size of the search window to the next; default 1.1. */
  scaleFactor?: number | undefined
  /** Detections that must agree on a face; default 3. More means fewer faces, and fewer things taken for one. */
  minNeighbors?: number | undefined
  /** Pixels on a side of the smallest face that is looked for; default 24. */
  minSize?: number | undefined
}

/**
 * Most pixels that are searched: OpenCV keeps the picture at every size in memory, 24 bytes a pixel in all, and has at most 1 GiB.
 * Larger pictures are searched at a smaller scale.
 */
const maxSearchPixels = 2 ** 24

/** Reads a cascade, OpenCV's XML. The caller deletes it. Throws `INVALID_DATA`. */
export function loadCascade(cv: Cv, xml: Uint8Array): CascadeClassifier {
  const classifier = new cv.CascadeClassifier()
  cv.FS_createDataFile('/', 'cascade.xml', xml, true, true, true)
  let loaded = false
  try {
    loaded = Boolean(classifier.load('/cascade.xml')) && !classifier.empty()
  } catch {
    // OpenCV throws a number for what is no XML at all.
  }
  if (loaded) return classifier
  classifier.delete()
  throw new InvalidInputError(
    'INVALID_DATA',
    `the cascade (${xml.length} bytes) is not one of OpenCV's; get one with: animegan assets get lbpcascade`,
  )
}

/** What a search works in, kept from picture to picture: OpenCV takes longer to get such memory than to fill it. */
interface SearchRoom {
  gray: Mat
  reduced: Mat
  found: RectVector
}

let room: SearchRoom | undefined

const findRoom = (cv: Cv): SearchRoom => {
  room ??= { gray: new cv.Mat(), reduced: new cv.Mat(), found: new cv.RectVector() }
  return room
}

/**
 * Finds anime faces: grey, equalised histogram, then the cascade at every size. In reading order.
 *
 * @param picture [height, width, 3], RGB, 0..255
 */
export function detectFaces(
  cv: Cv,
  classifier: CascadeClassifier,
  picture: Mat,
  { scaleFactor = 1.1, minNeighbors = 3, minSize = 24 }: DetectFacesOptions = {},
): FaceBox[] {
  const { gray, reduced, found } = findRoom(cv)
  cv.cvtColor(picture, gray, cv.COLOR_RGB2GRAY)
  const reduction = Math.max(1, Math.sqrt((gray.rows * gray.cols) / maxSearchPixels))
  if (reduction > 1) cv.resize(gray, reduced, new cv.Size(0, 0), 1 / reduction, 1 / reduction, cv.INTER_AREA)
  const searched = reduction > 1 ? reduced : gray
  cv.equalizeHist(searched, searched)
  const smallest = new cv.Size(minSize, minSize)
  classifier.detectMultiScale(searched, found, scaleFactor, minNeighbors, 0, smallest, new cv.Size(0, 0))
  const boxes = Array.from({ length: found.size() }, (_, index): FaceBox => {
    const { x, y, width, height } = found.get(index)
    return [x, y, width, height].map((value) => Math.round(value * reduction)) as [
      number,
      number,
      number,
      number,
    ]
  })
  return sortBoxes(boxes)
}

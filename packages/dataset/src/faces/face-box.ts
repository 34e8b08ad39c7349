/** Where a face is: left, top, width and height in pixels of its picture. */
export type FaceBox = readonly [x: number, y: number, width: number, height: number]

/** Boxes in reading order, so that the same faces always come in the same order. */
export const sortBoxes = (boxes: readonly FaceBox[]): FaceBox[] =>
  [...boxes].sort((a, b) => a[1] - b[1] || a[0] - b[0] || b[2] - a[2] || b[3] - a[3])

const areaOf = ([, , width, height]: FaceBox): number => width * height

/** The part of the smaller box that the larger one covers, 0 to 1. */
function measureOverlap(a: FaceBox, b: FaceBox): number {
  const width = Math.min(a[0] + a[2], b[0] + b[2]) - Math.max(a[0], b[0])
  const height = Math.min(a[1] + a[3], b[1] + b[3]) - Math.max(a[1], b[1])
  if (width <= 0 || height <= 0) return 0
  return (width * height) / Math.min(areaOf(a), areaOf(b))
}

/** For each box, a larger one (or an equal one before it) that covers more than `most` of it, if there is such. */
export function findOverlaps(boxes: readonly FaceBox[], most: number): (FaceBox | undefined)[] {
  return boxes.map((box, index) =>
    boxes.find((other, place) => {
      const isFirst = areaOf(other) > areaOf(box) || (areaOf(other) === areaOf(box) && place < index)
      return place !== index && isFirst && measureOverlap(box, other) > most
    }),
  )
}

import { thumbnailSide as side } from './fingerprint.js'
import { factorize, solveFactorized } from './normal-equations.js'

const area = side * side
/** Pixels at the edge that are not compared: what a shift brings in there is unknown. */
const margin = 2
const inner = side - 2 * margin
const centre = (side - 1) / 2

/** How far two pictures of one thing may be apart: shift in pixels, stretching, lightness. */
const limits = [1.6, 1.6, 0.1, 0.1, 8] as const
const unknowns = limits.length
/** Steps: the first does nearly all, the third would change nothing. */
const steps = 2

/** Side of the patches whose mean colours are compared. */
const patch = 4

/**
 * Prepares a thumbnail, as `toCielab` gives it, for comparing others with it.
 *
 * The difference is a colour difference in CIELAB, after the other has been laid over this one as well as a small shift, a
 * stretch in either direction and a change of lightness can do it (registration by Gauss-Newton steps, after Lucas and Kanade
 * 1981): the largest difference between the mean colours of corresponding patches, an eighth of the side wide. Re-encoding
 * and resizing leave 1 to 5; other eyes make 10 and more.
 */
export function prepareComparison(reference: Float32Array): (other: Float32Array) => number {
  const gradient = measureGradient(reference)
  const factor = factorize(sumNormalEquations(gradient), unknowns)
  const rest = new Float32Array(3 * inner * inner)
  return (other) => {
    const fit = [0, 0, 0, 0, 0]
    let best = Infinity
    for (let step = 0; ; step++) {
      subtractFitted(reference, other, fit, rest)
      best = Math.min(best, measurePatches(rest))
      if (step === steps || factor === undefined) return best
      solveFactorized(factor, projectRest(rest, gradient), unknowns).forEach((change, i) => {
        fit[i] = Math.max(-limits[i]!, Math.min(limits[i]!, fit[i]! + change))
      })
    }
  }
}

interface Gradient {
  /** Change from one pixel to the next; the three channels' inner pixels, one channel after the other. */
  x: Float32Array
  y: Float32Array
}

function measureGradient(lab: Float32Array): Gradient {
  const x = new Float32Array(3 * inner * inner)
  const y = new Float32Array(3 * inner * inner)
  for (let channel = 0, to = 0; channel < 3; channel++) {
    for (let row = margin; row < side - margin; row++) {
      for (let column = margin; column < side - margin; column++, to++) {
        const at = channel * area + row * side + column
        x[to] = (lab[at + 1]! - lab[at - 1]!) / 2
        y[to] = (lab[at + side]! - lab[at - side]!) / 2
      }
    }
  }
  return { x, y }
}

/** J'J, where a row of J is how a pixel changes with the shift (x, y), the stretch (x, y) and the lightness. */
function sumNormalEquations({ x, y }: Gradient): Float64Array {
  const sums = new Float64Array(unknowns * unknowns)
  for (let at = 0; at < x.length; at++) {
    const place = at % (inner * inner)
    const dx = (place % inner) + margin - centre
    const dy = Math.floor(place / inner) + margin - centre
    const row = [x[at]!, y[at]!, x[at]! * dx, y[at]! * dy, at < inner * inner ? 1 : 0]
    for (let i = 0; i < unknowns; i++) {
      for (let j = 0; j <= i; j++) sums[i * unknowns + j]! += row[i]! * row[j]!
    }
  }
  return sums
}

/** Fills `rest` with the reference minus the other, shifted, stretched and lightened as `fit` says. */
function subtractFitted(
  reference: Float32Array,
  other: Float32Array,
  fit: readonly number[],
  rest: Float32Array,
): void {
  const [shiftX, shiftY, stretchX, stretchY, lightness] = fit as [number, number, number, number, number]
  for (let row = 0, to = 0; row < inner; row++) {
    const y = row + margin + shiftY + stretchY * (row + margin - centre)
    const fromY = Math.max(0, Math.min(side - 1.001, y))
    const top = Math.floor(fromY)
    const v = fromY - top
    for (let column = 0; column < inner; column++, to++) {
      const x = column + margin + shiftX + stretchX * (column + margin - centre)
      const fromX = Math.max(0, Math.min(side - 1.001, x))
      const left = Math.floor(fromX)
      const u = fromX - left
      let at = top * side + left
      let here = (row + margin) * side + column + margin
      for (let channel = 0; channel < 3; channel++, at += area, here += area) {
        const upper = other[at]! + u * (other[at + 1]! - other[at]!)
        const lower = other[at + side]! + u * (other[at + side + 1]! - other[at + side]!)
        const fitted = upper + v * (lower - upper) + (channel === 0 ? lightness : 0)
        rest[channel * inner * inner + to] = reference[here]! - fitted
      }
    }
  }
}

/** J' times the rest. */
function projectRest(rest: Float32Array, { x, y }: Gradient): Float64Array {
  const sums = new Float64Array(unknowns)
  for (let row = 0, place = 0; row < inner; row++) {
    for (let column = 0; column < inner; column++, place++) {
      let alongX = 0
      let alongY = 0
      for (let at = place; at < rest.length; at += inner * inner) {
        alongX += x[at]! * rest[at]!
        alongY += y[at]! * rest[at]!
      }
      sums[0]! += alongX
      sums[1]! += alongY
      sums[2]! += alongX * (column + margin - centre)
      sums[3]! += alongY * (row + margin - centre)
      sums[4]! += rest[place]!
    }
  }
  return sums
}

/** The largest mean colour, as a vector's length, of any patch of the rest; patches overlap by half. */
function measurePatches(rest: Float32Array): number {
  let largest = 0
  for (let top = 0; top + patch <= inner; top += patch / 2) {
    for (let left = 0; left + patch <= inner; left += patch / 2) {
      let square = 0
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0
        for (let y = top; y < top + patch; y++) {
          const start = channel * inner * inner + y * inner
          for (let x = left; x < left + patch; x++) sum += rest[start + x]!
        }
        square += (sum / (patch * patch)) ** 2
      }
      largest = Math.max(largest, square)
    }
  }
  return Math.sqrt(largest)
}

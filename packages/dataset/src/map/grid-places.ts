/**
 * Moves points to places of a square grid, one a place: each to the free place nearest to it, those in the middle first, so
 * that crowds give way outwards.
 *
 * @param positions x and y of each point in turn, 0 to 1
 * @param side places on a side of the grid; at least as many places as points
 * @returns the middle of each point's place, as x and y in turn, 0 to 1
 */
export function placeOnGrid(positions: Float32Array, side: number): Float32Array {
  const count = positions.length / 2
  const taken = new Uint8Array(side * side)
  const placed = new Float32Array(positions.length)
  const fromMiddle = (i: number) => (positions[2 * i]! - 0.5) ** 2 + (positions[2 * i + 1]! - 0.5) ** 2
  const order = Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => fromMiddle(a) - fromMiddle(b) || a - b,
  )
  for (const i of order) {
    const place = findFree(taken, side, positions[2 * i]! * side - 0.5, positions[2 * i + 1]! * side - 0.5)
    taken[place] = 1
    placed[2 * i] = ((place % side) + 0.5) / side
    placed[2 * i + 1] = (Math.floor(place / side) + 0.5) / side
  }
  return placed
}

/** The free place nearest to column x and row y: rings around it, until no further ring can hold a nearer one. */
function findFree(taken: Uint8Array, side: number, x: number, y: number): number {
  const clamp = (value: number) => Math.max(0, Math.min(side - 1, Math.round(value)))
  const [column, row] = [clamp(x), clamp(y)]
  let best = -1
  let nearest = Number.POSITIVE_INFINITY
  for (let radius = 0; radius < side && (radius - 1) ** 2 < nearest; radius++) {
    for (const [c, r] of listRing(column, row, radius)) {
      if (c < 0 || r < 0 || c >= side || r >= side || taken[r * side + c]) continue
      const distance = (c - x) ** 2 + (r - y) ** 2
      if (distance < nearest) [best, nearest] = [r * side + c, distance]
    }
  }
  return best
}

function* listRing(column: number, row: number, radius: number): Iterable<[number, number]> {
  if (radius === 0) return yield [column, row]
  for (let step = -radius; step < radius; step++) {
    yield [column + step, row - radius]
    yield [column + radius, row + step]
    yield [column - step, row + radius]
    yield [column - radius, row - step]
  }
}

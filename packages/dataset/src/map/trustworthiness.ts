/**
 * How far neighbours in a layout are neighbours in truth, 0 to 1 (Venna and Kaski 2001): 1 when the nearest `neighbours`
 * points around each are its nearest in the original space too, about 0.5 for a layout at random.
 *
 * @param distances in the original space, row by row
 * @param positions x and y of each point in turn
 * @param neighbours below half the number of points
 */
export function measureTrustworthiness(
  distances: readonly ArrayLike<number>[],
  positions: ArrayLike<number>,
  neighbours: number,
): number {
  const count = distances.length
  let excess = 0
  for (let i = 0; i < count; i++) {
    for (const j of findNearest(positions, i, count, neighbours)) {
      excess += Math.max(0, rankOf(distances[i]!, i, j) - neighbours)
    }
  }
  return 1 - (2 * excess) / (count * neighbours * (2 * count - 3 * neighbours - 1))
}

/** The points that are nearest to point i in the plane, without itself. */
function findNearest(positions: ArrayLike<number>, i: number, count: number, neighbours: number): number[] {
  const distance = (j: number) =>
    (positions[2 * j]! - positions[2 * i]!) ** 2 + (positions[2 * j + 1]! - positions[2 * i + 1]!) ** 2
  const planar = Float64Array.from({ length: count }, (_, j) => distance(j))
  const others = Array.from({ length: count }, (_, j) => j).filter((j) => j !== i)
  return others.sort((a, b) => planar[a]! - planar[b]! || a - b).slice(0, neighbours)
}

/** 1 for the point that is nearest to i, and so on. */
function rankOf(row: ArrayLike<number>, i: number, j: number): number {
  let rank = 1
  for (let k = 0; k < row.length; k++) if (k !== i && k !== j && row[k]! < row[j]!) rank++
  return rank
}

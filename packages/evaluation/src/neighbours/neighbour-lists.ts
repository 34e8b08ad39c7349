/** The few nearest of what was offered, for each of `count` queries. */
export class NeighbourLists {
  /** [count, neighbours], ascending; infinite where nothing came. */
  readonly squared: Float64Array
  /** [count, neighbours]; -1 where nothing came. */
  readonly indices: Int32Array

  constructor(
    readonly count: number,
    readonly neighbours: number,
  ) {
    this.squared = new Float64Array(count * neighbours).fill(Number.POSITIVE_INFINITY)
    this.indices = new Int32Array(count * neighbours).fill(-1)
  }

  /** Of equally near ones, that which was offered first comes first. */
  offer(query: number, index: number, squared: number): void {
    const first = query * this.neighbours
    let at = first + this.neighbours - 1
    if (!(squared < this.squared[at]!)) return
    for (; at > first && squared < this.squared[at - 1]!; at--) {
      this.squared[at] = this.squared[at - 1]!
      this.indices[at] = this.indices[at - 1]!
    }
    this.squared[at] = squared
    this.indices[at] = index
  }

  /** The squared distance of the nearest (rank 1), the next (rank 2) and so on. */
  squaredAt(query: number, rank: number): number {
    return this.squared[query * this.neighbours + rank - 1]!
  }
}

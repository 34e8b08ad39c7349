/** Sets of the numbers from 0 to `size` - 1, each alone at first, that can be joined (union-find). */
export class DisjointSets {
  readonly #parents: Int32Array

  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, index) => index)
  }

  /** The lowest number of the set. */
  find(member: number): number {
    let root = member
    while (this.#parents[root]! !== root) root = this.#parents[root]!
    for (let at = member; at !== root; ) {
      const next = this.#parents[at]!
      this.#parents[at] = root
      at = next
    }
    return root
  }

  /** Makes one set of the two that hold these numbers. */
  join(first: number, second: number): void {
    const [a, b] = [this.find(first), this.find(second)]
    this.#parents[Math.max(a, b)] = Math.min(a, b)
  }

  areJoined(first: number, second: number): boolean {
    return this.find(first) === this.find(second)
  }

  /** All sets, in the order of their lowest members; the members ascend. */
  list(): number[][] {
    const sets = new Map<number, number[]>()
    for (let member = 0; member < this.#parents.length; member++) {
      const root = this.find(member)
      const set = sets.get(root)
      if (set) set.push(member)
      else sets.set(root, [member])
    }
    return [...sets.values()]
  }
}

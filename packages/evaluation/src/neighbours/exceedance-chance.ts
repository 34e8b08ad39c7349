export interface ExceedanceChanceOptions {
  /** Rank of the reference that is the threshold, from 1 for the smallest. */
  rank: number
  /** Number of references. */
  references: number
  /** Number of others, drawn from the same distribution. */
  count: number
  /** How many of them are below the threshold. */
  below: number
}

/**
 * The chance that so many of `count` numbers, or more, are below the `rank`-th smallest of other numbers of the same distribution,
 * whatever that is. The share of the distribution that is below it has the distribution Beta(rank, references + 1 - rank), so the
 * number below is beta-binomial. Ranks and references need not be whole.
 */
export function exceedanceChance({ rank, references, count, below }: ExceedanceChanceOptions): number {
  const rest = references + 1 - rank
  let logChance = 0
  for (let i = 0; i < count; i++) logChance += Math.log((rest + i) / (rank + rest + i))
  let tail = 0
  for (let x = 0; x <= count; x++) {
    if (x >= below) tail += Math.exp(logChance)
    logChance += Math.log(((count - x) * (x + rank)) / ((x + 1) * (count - x - 1 + rest)))
  }
  return Math.min(1, tail)
}

/** A value and how often it is there. */
export interface ValueCount<T> {
  value: T
  count: number
}

/** Counts equal values: the most frequent first, those that are as frequent in the order in which they came. */
export function countValues<T>(values: readonly T[]): ValueCount<T>[] {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
}

import type { Reject } from '@animegan/dataset'

/** How many rejects there are of each reason, the most frequent first. */
export function countReasons(rejects: readonly Pick<Reject, 'reason'>[]): [reason: string, count: number][] {
  const counts = new Map<string, number>()
  for (const { reason } of rejects) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

/** "truncated 12, too-small 3". */
export function formatReasons(rejects: readonly Pick<Reject, 'reason'>[]): string {
  return countReasons(rejects)
    .map(([reason, count]) => `${reason} ${count}`)
    .join(', ')
}

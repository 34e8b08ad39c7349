import { useMemo, useState } from 'react'
import type { Exploration } from './exploration'

/** Picks among the candidates; a new round begins with the ones that it came from, the first one with two that came to be crossed. */
export function useSelection(exploration: Exploration) {
  const { moves, seed, partner } = exploration
  const last = moves.at(-1)
  const round = `${moves.length} ${last?.seed ?? seed}`
  const [selection, setSelection] = useState<{ round: string; ids: ReadonlySet<string> }>()
  const parents = last?.kind === 'refine' ? last.picks.length : last ? 1 : partner ? 2 : 0
  const initial = useMemo(
    () => new Set(Array.from({ length: parents }, (_, place) => `${moves.length}-${place}`)),
    [moves.length, parents],
  )
  const ids = selection?.round === round ? selection.ids : initial
  return [ids, (next: ReadonlySet<string>) => setSelection({ round, ids: next })] as const
}

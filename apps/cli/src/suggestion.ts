import { measureEditDistance } from '@animegan/core'

/** `: did you mean "..."?` for the name nearest to what was typed, or nothing when none is near. */
export function suggest(typed: string, names: readonly string[]): string {
  const ranked = names
    .map((name) => ({ name, distance: name.startsWith(typed) ? 1 : measureEditDistance(typed, name) }))
    .sort((a, b) => a.distance - b.distance)
  const best = ranked[0]
  return best && best.distance <= Math.ceil(typed.length / 3) ? `: did you mean "${best.name}"?` : ''
}

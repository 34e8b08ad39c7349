import type { CharacterSettings } from '../character/character-settings'
import { formatPlace, type Place } from './place'

/** `guided` goes four steps, of which each changes one thing; `free` goes anywhere. */
type Way = 'guided' | 'free'

/** What differs among the next candidates; all else stays. `nothing` leaves the picked ones alone. */
export type Variation = 'all' | 'colours' | 'details' | 'drawing' | 'nothing'

export const variations: readonly Variation[] = ['all', 'colours', 'details', 'drawing', 'nothing']

/** More like the picked ones. */
export interface Refinement {
  kind: 'refine'
  picks: readonly Place[]
  seed: number
  variation: Variation
  /** How far the next candidates are, from 0 to 1. */
  reach: number
}

/** Children of two. */
export interface Crossing {
  kind: 'cross'
  parents: readonly [a: Place, b: Place]
  seed: number
  /** Place of the child's noise between those of its parents, from 0 to 1. */
  noise: number
  /** Groups of tags, by id, and `attributes`, that the child has from the second parent. */
  fromB: readonly string[]
}

export type Move = Refinement | Crossing

/** The way so far: the same one leads to the same candidates, here and anywhere. */
export interface Exploration {
  model: string
  way: Way
  /** Of the candidates of the first round. */
  seed: number
  /** Where it begins; absent for faces that nobody has seen. */
  from?: CharacterSettings | undefined
  /** Stands beside `from` in the first round, to be crossed with it. */
  partner?: CharacterSettings | undefined
  /** Each leads to another round. */
  moves: readonly Move[]
}

/** Candidates of a round. */
export const roundSize = 12

/** More than anybody has patience for. */
export const mostMoves = 64

/** What is chosen in each step of the guided way. */
export const guidedSteps = ['all', 'colours', 'details', 'drawing'] as const satisfies Variation[]

/** How far the candidates of a guided step are: all colours may change, but the last strokes only a little. */
const guidedReach: Record<Variation, number> = { all: 1, colours: 1, details: 0.6, drawing: 0.35, nothing: 0 }

/** Whether the guided way has come to its end. */
export const isFinished = ({ way, moves }: Exploration): boolean =>
  way === 'guided' && moves.length >= guidedSteps.length

/** What differs in the next step of the guided way, and how much. */
export function chooseNextStep({ moves }: Exploration): Pick<Refinement, 'variation' | 'reach'> {
  const variation = guidedSteps[moves.length + 1] ?? 'nothing'
  return { variation, reach: guidedReach[variation] }
}

/** Other candidates instead of the last ones. */
export function reshuffle(exploration: Exploration, seed: number): Exploration {
  const last = exploration.moves.at(-1)
  if (!last) return { ...exploration, seed }
  return { ...exploration, moves: [...exploration.moves.slice(0, -1), { ...last, seed }] }
}

/** The next round's exploration. */
export const move = (exploration: Exploration, next: Move): Exploration => ({
  ...exploration,
  moves: [...exploration.moves, next].slice(0, mostMoves),
})

/** What was picked so far, without repetition, in the order of the rounds. */
export function listPicks({ moves }: Exploration): Place[] {
  const picks = moves.flatMap((each) => (each.kind === 'refine' ? each.picks : each.parents))
  const seen = new Map(picks.map((pick) => [formatPlace(pick), pick]))
  return [...seen.values()].sort((a, b) => a.round - b.round || a.place - b.place)
}

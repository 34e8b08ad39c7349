/** A candidate: its round, and its place there. */
export interface Place {
  round: number
  place: number
}

/** As in links, and as the id of a pick. */
export const formatPlace = ({ round, place }: Place): string => `${round}-${place}`

/** The inverse of `formatPlace`; not a number where there is none. */
export function parsePlace(text: string): Place {
  const [round = Number.NaN, place = Number.NaN] = text.split('-').map(Number)
  return { round, place }
}

/** A number for people: `31,255`. */
export const formatNumber = (value: number): string => value.toLocaleString('en')

/** A number and what it counts: `1 picture`, `31,255 pictures`. */
export const countOf = (value: number, noun: string): string =>
  `${formatNumber(value)} ${noun}${value === 1 ? '' : 's'}`

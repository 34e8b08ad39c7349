import type { NoiseMix } from './character-settings'

/** Deeper than any crossing of crossings that people make. */
const deepest = 24

/** Mixes as links and pictures keep them: `7:0.3,45(8:0.2):0.5` is a step to 7, then one to 45 as 8 has moved it. */
export function formatMixes(mixes: readonly NoiseMix[]): string {
  return mixes
    .map(({ seed, amount, mixes: inner = [] }) => {
      const moved = inner.length > 0 ? `(${formatMixes(inner)})` : ''
      return `${seed}${moved}:${Number(amount.toFixed(10))}`
    })
    .join(',')
}

/** Reads what `formatMixes` wrote; undefined for anything else, for unsafe seeds, and for amounts beyond 0 to 1. */
export function parseMixes(text: string): NoiseMix[] | undefined {
  let place = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = place
    const [found] = pattern.exec(text) ?? []
    place += found?.length ?? 0
    return found
  }
  const readMix = (depth: number): NoiseMix | undefined => {
    const seed = Number(take(/\d+/y) ?? Number.NaN)
    const inner = take(/\(/y) ? readList(depth + 1) : []
    if (inner && inner.length > 0 && !take(/\)/y)) return undefined
    const amount = Number(take(/:\d+(\.\d+)?/y)?.slice(1) ?? Number.NaN)
    if (!inner || !Number.isSafeInteger(seed) || !(amount <= 1)) return undefined
    return inner.length > 0 ? { seed, amount, mixes: inner } : { seed, amount }
  }
  const readList = (depth: number): NoiseMix[] | undefined => {
    const mixes: NoiseMix[] = []
    do {
      const mix = depth <= deepest ? readMix(depth) : undefined
      if (!mix) return undefined
      mixes.push(mix)
    } while (take(/,/y))
    return mixes
  }
  const mixes = readList(0)
  return place === text.length ? mixes : undefined
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

/**
 * Times several pieces of work in turns, so that a noisy moment of the machine strikes all of them, after one round
 * that does not count. Gives the median milliseconds of each.
 * @template {string} Name
 * @param {Record<Name, () => Promise<unknown>>} works
 * @param {number} rounds
 * @param {number} rest milliseconds before each piece of work: threads of the one before may still wait busily
 * @returns {Promise<Record<Name, number>>}
 */
export async function measureInTurns(works, rounds, rest = 0) {
  const names = /** @type {Name[]} */ (Object.keys(works))
  const times = new Map(names.map((name) => [name, /** @type {number[]} */ ([])]))
  for (let round = -1; round < rounds; round++) {
    // Every other round backwards: who comes first may profit or suffer from it.
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
      const start = performance.now()
      await works[name]()
      if (round >= 0) times.get(name)?.push(performance.now() - start)
    }
  }
  return /** @type {Record<Name, number>} */ (
    Object.fromEntries(names.map((name) => [name, median(times.get(name) ?? [])]))
  )
}

/**
 * How often to measure, or how much: the first argument of the command line, or a default.
 * @param {number} usual
 */
export function readCount(usual) {
  const [text] = process.argv.slice(2)
  const count = Number(text ?? usual)
  if (Number.isInteger(count) && count >= 1) return count
  throw new Error(`expected a whole number from 1, but "${text}" came`)
}

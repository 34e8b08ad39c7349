import { createRandom } from '@animegan/core'

/** Draws the free choices of a portrait from one named stream of a seed. */
export interface Dice {
  /** A real number, uniform in [low, high). */
  between(low: number, high: number): number
  /** An integer, uniform in [low, high], both included. */
  count(low: number, high: number): number
  /** True with the given probability in [0, 1]. */
  chance(probability: number): boolean
  /** One of the items, all equally likely. */
  pick<T>(items: readonly T[]): T
  /** One of the values, drawn in proportion to its weight (not negative, not all zero). */
  weighted<T>(choices: readonly (readonly [T, number])[]): T
  /** -1 or 1, equally likely. */
  side(): -1 | 1
}

/**
 * Makes the dice for one aspect of a portrait (pose, clothes, ...). Every aspect has its own stream of the seed, so
 * a tag that changes how many numbers one aspect uses leaves the others as they are.
 */
export function createDice(seed: number, aspect: string): Dice {
  const random = createRandom(seed, `face/${aspect}`)
  return {
    between: (low, high) => low + (high - low) * random.uniform(),
    count: (low, high) => low + random.integer(high - low + 1),
    chance: (probability) => random.uniform() < probability,
    pick: (items) => items[random.integer(items.length)]!,
    weighted: (choices) => {
      let rest = random.uniform() * choices.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [value, weight] of choices) {
        rest -= weight
        if (rest < 0) return value
      }
      return choices[choices.length - 1]![0]
    },
    side: () => (random.uniform() < 0.5 ? -1 : 1),
  }
}

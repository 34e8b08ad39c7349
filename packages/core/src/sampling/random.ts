import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64'
import { uniformInt } from 'pure-rand/distribution/uniformInt'
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus'
import { InvalidInputError } from '../errors.js'
import { normalQuantile } from './normal-distribution.js'

/** A source of random numbers that its seed determines wholly. Each call moves it on. */
export interface Random {
  /** A number in [0, 1), a multiple of 2^-53. */
  uniform(): number
  /** A standard normal number. */
  normal(): number
  /** An integer in [0, n), each equally likely. `n` is an integer from 1 to 2^53 - 1. */
  integer(n: number): number
}

/**
 * A xoroshiro128+ generator seeded by `seed` (an integer from 0 to 2^53 - 1) and a name. Different names give independent
 * streams of one seed, so that drawing one thing more does not shift everything else. The numbers are the same, bit for bit,
 * in every JavaScript engine: normal ones come from the inverse distribution function, without Math.log or Math.cos.
 *
 * Throws `INVALID_OPTION` for any other seed.
 *
 * @example
 * const random = createRandom(7, 'latent')
 * random.normal()
 */
export function createRandom(seed: number, stream = ''): Random {
  checkSeed(seed)
  const generator = xoroshiro128plusFromState(mixState(seed, stream))
  return {
    uniform: () => uniformFloat64(generator),
    normal: () => {
      // The middles of 2^52 equal cells: never 0 or 1, symmetric, and exact in a double.
      const cell = (generator.next() >>> 0) * 2 ** 20 + (generator.next() >>> 12)
      return normalQuantile((cell + 0.5) * 2 ** -52)
    },
    integer: (n) => {
      if (!Number.isSafeInteger(n) || n < 1) {
        throw new InvalidInputError('INVALID_OPTION', `integer(n): expected n from 1 to 2^53 - 1, got ${n}`)
      }
      return uniformInt(generator, 0, n - 1)
    },
  }
}

/** Throws `INVALID_OPTION` unless `seed` is an integer from 0 to 2^53 - 1. */
export function checkSeed(seed: number): void {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new InvalidInputError('INVALID_OPTION', `seed: expected an integer from 0 to 2^53 - 1, got ${seed}`)
  }
}

/** Spreads the seed and the stream's UTF-16 units over 128 bits; every input bit reaches every word. */
function mixState(seed: number, stream: string): number[] {
  const words = [seed >>> 0, Math.floor(seed / 2 ** 32), stream.length]
  for (let i = 0; i < stream.length; i++) words.push(stream.charCodeAt(i))
  const state = [0x9e3779b9, 0x7f4a7c15, 0xf39cc060, 0x5cedc834]
  for (const word of words) {
    for (let lane = 0; lane < 4; lane++) {
      state[lane] = scramble((state[lane]! ^ Math.imul(word, 2 * lane + 1)) + state[(lane + 3) % 4]!)
    }
  }
  for (let lane = 0; lane < 8; lane++) {
    state[lane % 4] = scramble(state[lane % 4]! + state[(lane + 3) % 4]!)
  }
  return state
}

/** A bijection of 32-bit integers in which one changed bit flips about half of the others (MurmurHash3's finaliser). */
function scramble(word: number): number {
  let hash = word | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}

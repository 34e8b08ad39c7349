import { InvalidInputError } from '@animegan/core'
import * as z from 'zod/mini'

/** Most faces that one command draws at once; they are all held in memory. */
export const maxFaces = 4096

/** A flag's text as a whole number from `min` to `max`. */
export const wholeNumber = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  z.pipe(
    z
      .string()
      .check(
        z.refine(
          (text) => /^[+-]?\d+$/.test(text) && Number(text) >= min && Number(text) <= max,
          max === Number.MAX_SAFE_INTEGER
            ? `expected a whole number from ${min}`
            : `expected a whole number from ${min} to ${max}`,
        ),
      ),
    z.transform(Number),
  )

/** A flag's text as a number above 0. */
export const positiveNumber = () =>
  z.pipe(
    z
      .string()
      .check(
        z.refine(
          (text) => text.trim() !== '' && Number.isFinite(Number(text)) && Number(text) > 0,
          'expected a number above 0',
        ),
      ),
    z.transform(Number),
  )

/** A flag's text as one of some words. */
export const oneOf = <const T extends string>(words: readonly T[]) =>
  z.enum(words, `expected one of ${words.join(', ')}`)

/** Where a command computes: the flags of every command that runs a model. */
export const deviceFlags = {
  device: oneOf(['auto', 'cpu', 'webgpu', 'cuda']),
  threads: z.optional(wholeNumber(1, 1024)),
}

const badSeeds = 'expected seeds and ranges like 1-16,85'

function expandSeeds(text: string): number[] | string {
  const seeds: number[] = []
  for (const part of text.split(',')) {
    const match = /^\s*(\d+)(?:\s*-\s*(\d+))?\s*$/.exec(part)
    if (!match) return badSeeds
    const first = Number(match[1])
    const last = Number(match[2] ?? match[1])
    if (last < first || !Number.isSafeInteger(last)) return badSeeds
    if (seeds.length + last - first + 1 > maxFaces) return `expected at most ${maxFaces} seeds`
    for (let seed = first; seed <= last; seed++) seeds.push(seed)
  }
  return seeds
}

/** "1-16,85" as seeds 1 to 16 and 85, in the order given. */
export const seedList = () =>
  z.pipe(
    z.string(),
    z.transform((text, context) => {
      const seeds = expandSeeds(text)
      if (typeof seeds !== 'string') return seeds
      context.issues.push({ code: 'custom', message: seeds, input: text })
      return z.NEVER
    }),
  )

/** "year=2010" (several with commas) as attribute values. */
export const attributeList = () =>
  z.pipe(
    z.string(),
    z.transform((text, context) => {
      const pairs = text.split(',').map((part) => /^\s*([\w-]+)\s*=\s*([+-]?\d+(?:\.\d+)?)\s*$/.exec(part))
      const values = new Map(pairs.map((pair) => [pair?.[1], Number(pair?.[2])]))
      if (pairs.every((pair) => pair !== null) && values.size === pairs.length) {
        return Object.fromEntries(values) as Record<string, number>
      }
      const message = 'expected values like year=2010, each attribute once'
      context.issues.push({ code: 'custom', message, input: text })
      return z.NEVER
    }),
  )

/** "glasses, hat" as names, each once. */
export const nameList = () =>
  z.pipe(
    z.string(),
    z.transform((text) => [
      ...new Set(
        text
          .split(/[,、，]/)
          .map((name) => name.trim())
          .filter((name) => name !== ''),
      ),
    ]),
  )

/** Parses a command's flags; throws `INVALID_OPTION` naming the first wrong flag, what was expected and what came. */
export function parseFlags<T extends z.ZodMiniType>(schema: T, flags: Record<string, unknown>): z.output<T> {
  const result = z.safeParse(schema, flags)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const flag = String(issue?.path[0] ?? '')
  const came = flags[flag] === undefined ? 'nothing came' : `"${flags[flag]}" came`
  throw new InvalidInputError('INVALID_OPTION', `--${flag}: ${issue?.message ?? 'invalid'}, but ${came}`)
}

import { InvalidInputError, parseSchema } from '@animegan/core'
import type { ArgsDef } from 'citty'
import * as z from 'zod/mini'
import { readJsonFile } from './json-file.js'

/** What commands are told that choose tags by an estimator's probabilities. */
export const thresholdArguments = {
  threshold: {
    type: 'string',
    valueHint: 'P',
    default: '0.25',
    description:
      'a tag is on above this probability; of hair and eye colours, always the most probable alone',
  },
  thresholds: {
    type: 'string',
    valueHint: 'FILE.json',
    description: 'other thresholds for some tags or groups of tags: {"hat": 0.4, "eye-colour": 0.1}',
  },
} as const satisfies ArgsDef

/** The flags of {@link thresholdArguments}. */
export const thresholdFlags = {
  threshold: z.pipe(
    z
      .string()
      .check(
        z.refine(
          (text) => text.trim() !== '' && Number(text) >= 0 && Number(text) <= 1,
          'expected a probability from 0 to 1',
        ),
      ),
    z.transform(Number),
  ),
  thresholds: z.optional(z.string()),
}

/** The thresholds in the file of `--thresholds`, none without one. Throws `INVALID_OPTION`. */
export async function readThresholds(path: string | undefined): Promise<Record<string, number>> {
  if (path === undefined) return {}
  const refuse = (problem: string, cause?: unknown) =>
    new InvalidInputError(
      'INVALID_OPTION',
      `--thresholds: ${path} ${problem}; expected JSON like {"hat": 0.4, "eye-colour": 0.1}`,
      { cause },
    )
  const json = await readJsonFile(path, refuse)
  return parseSchema(z.record(z.string(), z.number()), json, (problems) => refuse(`is wrong: ${problems}`))
}

import { InvalidInputError, parseSchema, type TagSchema } from '@animegan/core'
import { chooseTagSets, type PlanFigureOptions } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { positiveNumber, wholeNumber } from '../flag-values.js'
import { readJsonFile } from '../json-file.js'
import { modelFlags } from './open-model.js'

/** The flags of `planArguments`, and of the model. */
export const planFlags = {
  ...modelFlags,
  seed: wholeNumber(0),
  truncation: z.optional(positiveNumber()),
  tags: z.optional(z.string()),
  precision: z.optional(z.string().check(z.minLength(1, 'expected the path of a .json file'))),
}

const flagsSchema = z.object(planFlags)

const Share = z.number().check(z.minimum(0), z.maximum(1))
const Precision = z.object({
  tags: z
    .array(z.object({ id: z.string(), precision: Share, low: Share, high: Share }))
    .check(z.minLength(1)),
})

/** What figures are planned by, from the flags. Throws `INVALID_DATA` for a bad file, and as `chooseTagSets` does. */
export async function readPlanOptions(
  { seed, truncation, tags, precision }: z.output<typeof flagsSchema>,
  schema: TagSchema,
): Promise<PlanFigureOptions> {
  const tagSets = precision === undefined ? undefined : chooseTagSets(schema, await readPrecision(precision))
  return { seed, truncation, tags, tagSets }
}

async function readPrecision(path: string): Promise<z.output<typeof Precision>> {
  const refuse = (problem: string, cause?: unknown) =>
    new InvalidInputError(
      'INVALID_DATA',
      `--precision: ${path} ${problem}; expected what animegan evaluate precision --json prints`,
      { cause },
    )
  const json = await readJsonFile(path, refuse)
  return parseSchema(Precision, json, (problems) => refuse(`is no precision per tag: ${problems}`))
}

import { InvalidInputError } from '@animegan/core'
import type { ArgsDef } from 'citty'
import * as z from 'zod/mini'
import { estimatorArguments } from '../estimator-arguments.js'
import { positiveNumber, wholeNumber } from '../flag-values.js'
import { estimatorFlags } from '../open-estimator.js'
import { modelArguments, modelFlags } from './open-model.js'

const { device, threads, estimator } = estimatorArguments

/** What commands are told that compare a generator with pictures by features; `measurementFlags` reads it. */
export const measurementArguments = {
  weights: {
    ...modelArguments.weights,
    required: false,
    description: 'the model whose pictures are measured',
  },
  estimator: { ...estimator, description: `whose features are compared: ${estimator.description}` },
  split: { type: 'string', valueHint: 'NAME', description: 'only the real pictures of this split' },
  seed: {
    type: 'string',
    valueHint: 'N',
    default: '0',
    description: 'decides which pictures and which fakes',
  },
  truncation: {
    type: 'string',
    valueHint: 'T',
    description: 'latents within [-T, T], with --weights; the paper has none',
  },
  cache: {
    type: 'string',
    valueHint: 'DIR',
    description: "where features are kept (Default: .pipeline in the pictures' folder, or the user's cache)",
  },
  json: { type: 'boolean', description: 'print all numbers as JSON' },
  dtype: modelArguments.dtype,
  device,
  threads,
} as const satisfies ArgsDef

export const folderFlag = () => z.string().check(z.minLength(1, 'expected a folder with pictures'))

/** The flags of {@link measurementArguments}. */
export const measurementFlags = {
  ...modelFlags,
  ...estimatorFlags,
  weights: z.optional(modelFlags.weights),
  split: z.optional(z.string().check(z.minLength(1, 'expected the name of a split'))),
  seed: wholeNumber(0),
  truncation: z.optional(positiveNumber()),
  cache: z.optional(z.string().check(z.minLength(1, 'expected a folder'))),
  json: z.optional(z.boolean()),
}

/** Whether a folder or a model is measured. Throws `INVALID_OPTION` when it is neither or both. */
export function chooseFakes(flags: {
  fake?: string | undefined
  weights?: string | undefined
}): { fake: string } | { weights: string } {
  const { fake, weights } = flags
  if (fake !== undefined && weights === undefined) return { fake }
  if (weights !== undefined && fake === undefined) return { weights }
  throw new InvalidInputError(
    'INVALID_OPTION',
    `expected either --weights, whose pictures are drawn, or --fake, a folder of them; ${fake === undefined ? 'neither' : 'both'} came`,
  )
}

/** Throws `INVALID_OPTION` when one of these flags came although `--fake` leaves it without meaning. */
export function refuseWithFake(flags: Record<string, unknown>, names: readonly string[]): void {
  const name = names.find((name) => flags[name] !== undefined)
  if (name === undefined) return
  throw new InvalidInputError(
    'INVALID_OPTION',
    `--${name} is for --weights: leave it out, or measure a model`,
  )
}

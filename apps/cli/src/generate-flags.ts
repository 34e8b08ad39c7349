import { InvalidInputError } from '@animegan/core'
import * as z from 'zod/mini'
import type { DrawFacesOptions } from './draw-faces.js'
import { attributeSweep, defaultSteps, type SeriesRequest, seedPair } from './face-series.js'
import {
  attributeList,
  deviceFlags,
  maxFaces,
  nameList,
  oneOf,
  parseFlags,
  positiveNumber,
  seedList,
  wholeNumber,
} from './flag-values.js'
import { parseOutputTarget } from './output-target.js'

const flagsSchema = z.object({
  weights: z.string(),
  tags: z.optional(z.string()),
  with: z.optional(nameList()),
  without: z.optional(nameList()),
  attributes: z.optional(attributeList()),
  sweep: z.optional(attributeSweep()),
  interpolate: z.optional(seedPair()),
  seed: z.optional(wholeNumber(0)),
  seeds: z.optional(seedList()),
  count: z.optional(wholeNumber(1, maxFaces)),
  columns: z.optional(wholeNumber(1, maxFaces)),
  truncation: z.optional(positiveNumber()),
  prior: z.optional(oneOf(['uniform', 'corpus'])),
  vectors: z.optional(z.string()),
  raw: z.optional(z.string()),
  out: z.optional(z.string()),
  dtype: z.optional(oneOf(['fp32', 'fp16', 'int8'])),
  'batch-size': z.optional(wholeNumber(1, 256)),
  'size-report': z.optional(z.boolean()),
  json: z.optional(z.boolean()),
  ...deviceFlags,
})

const defaultOut = 'faces.png'

/** Pairs of flags that answer the same question. */
const exclusiveFlags: readonly (readonly [
  keyof z.output<typeof flagsSchema>,
  keyof z.output<typeof flagsSchema>,
])[] = [
  ['seed', 'seeds'],
  ['tags', 'with'],
  ['tags', 'without'],
  ['sweep', 'interpolate'],
  ['sweep', 'columns'],
  ...(['seed', 'seeds', 'columns'] as const).map((flag) => ['interpolate', flag] as const),
  ...(
    [
      'tags',
      'with',
      'without',
      'attributes',
      'sweep',
      'interpolate',
      'seed',
      'seeds',
      'count',
      'truncation',
      'prior',
    ] as const
  ).map((flag) => ['vectors', flag] as const),
]

/** What `animegan generate` was asked to do. */
export interface GenerateRequest {
  /** Undefined when only the size report is wanted. */
  draw: DrawFacesOptions | undefined
  weights: string
  sizeReport: boolean
  json: boolean
}

/** Reads the flags of `animegan generate`. Throws `INVALID_OPTION`. */
export function parseGenerateFlags(rawFlags: Record<string, unknown>): GenerateRequest {
  const flags = parseFlags(flagsSchema, rawFlags)
  for (const [a, b] of exclusiveFlags) refuseBoth(flags, a, b)
  // The count is the length of a sweep's rows, and each seed has one.
  if (!flags.sweep) refuseBoth(flags, 'count', 'seeds')
  const rows = readRows(flags)
  const {
    'size-report': sizeReport = false,
    json = false,
    'batch-size': batchSize,
    raw,
    weights,
    sweep: _sweep,
    interpolate: _interpolate,
    count,
    with: on = [],
    without: off = [],
    ...rest
  } = flags
  const both = on.find((name) => off.includes(name))
  if (both !== undefined) {
    throw new InvalidInputError('INVALID_OPTION', `--with and --without: "${both}" is in both`)
  }
  const fixed =
    on.length + off.length === 0
      ? undefined
      : Object.fromEntries([...on.map((name) => [name, true]), ...off.map((name) => [name, false])])
  const request = { weights, sizeReport, json }
  if (flags.out === undefined && raw === undefined && sizeReport) return { ...request, draw: undefined }
  const out = flags.out ?? (raw === undefined ? defaultOut : undefined)
  const target = out === undefined ? undefined : parseOutputTarget(out)
  return {
    ...request,
    draw: { ...rest, fixed, ...(rows ? { rows } : { count }), weights, raw, batchSize, out: target },
  }
}

type GenerateFlags = z.output<typeof flagsSchema>

function refuseBoth(flags: GenerateFlags, a: keyof GenerateFlags, b: keyof GenerateFlags): void {
  if (flags[a] === undefined || flags[b] === undefined) return
  throw new InvalidInputError('INVALID_OPTION', `--${a} and --${b} exclude each other: leave one out`)
}

function readRows({
  sweep,
  interpolate,
  count: steps = defaultSteps,
  seeds,
}: GenerateFlags): SeriesRequest | undefined {
  const series = sweep ?? interpolate
  if (!series) return undefined
  const flag = sweep ? 'sweep' : 'interpolate'
  if (steps < 2) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `--count: --${flag} needs at least 2, its two ends, but ${steps} came`,
    )
  }
  const faces = steps * (seeds?.length ?? 1)
  if (faces > maxFaces) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `--seeds: expected at most ${maxFaces} faces, but rows of ${steps} for these seeds are ${faces}`,
    )
  }
  return { series, steps }
}

import { join } from 'node:path'
import { InvalidInputError, parseSchema, type WeightsManifest } from '@animegan/core'
import * as z from 'zod/mini'
import { oneOf, parseFlags } from './flag-values.js'
import { readJsonFile } from './json-file.js'
import { describeOrigins } from './run-data.js'
import { writingTo } from './write-failure.js'

const text = () => z.string().check(z.minLength(1, 'expected some text'))

const trainableFlag = { trainable: z.optional(z.boolean()) }

const importFlags = z.object({ format: oneOf(['webdnn']), from: text(), out: text(), ...trainableFlag })

/** Does `animegan weights import`. Throws `NOT_WRITABLE`, `WEIGHTS_NOT_FOUND`, `WEIGHTS_UNKNOWN`, `WEIGHTS_CORRUPT`. */
export async function importWeights(rawFlags: Record<string, unknown>): Promise<void> {
  const { from, out, trainable } = parseFlags(importFlags, rawFlags)
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(join(out, 'manifest.json'))
  const { importWebdnn, writeWeights } = await import('@animegan/train')
  const { animeTags } = await import('@animegan/core')
  const { architecture, parameters, ...described } = await importWebdnn(from)
  const description = { ...described, version: '1.0.0' }
  const options = {
    out,
    architecture,
    parameters,
    tags: animeTags,
    description,
    trainable: trainable ? {} : undefined,
  }
  report(out, await writingTo(out, () => writeWeights(options)))
}

const exportFlags = z.object({
  run: text(),
  out: text(),
  best: z.optional(z.boolean()),
  name: text(),
  'weights-version': z.string().check(z.regex(/^\d+\.\d+\.\d+$/, 'expected a version like 1.0.0')),
  licence: text(),
  title: z.optional(text()),
  credit: z.optional(text()),
  about: z.optional(text()),
  ...trainableFlag,
})

const Facts = z.record(z.string(), z.json())
/** What the manifest says of where weights come from and how good they are, beyond what a run knows. */
const About = z.strictObject({ provenance: z._default(Facts, {}), metrics: z._default(Facts, {}) })

async function readAbout(path: string | undefined): Promise<z.infer<typeof About>> {
  if (path === undefined) return { provenance: {}, metrics: {} }
  const refuse = (problem: string, cause?: unknown) =>
    new InvalidInputError('INVALID_OPTION', `--about: ${path} ${problem}`, { cause })
  return parseSchema(About, await readJsonFile(path, refuse), (problems) =>
    refuse(`is no object with provenance and metrics: ${problems}`),
  )
}

/**
 * Does `animegan weights export`: the averaged generator of a run's newest or best checkpoint. Throws `RUN_NOT_FOUND`,
 * `CHECKPOINT_CORRUPT` and `NOT_WRITABLE`.
 */
export async function exportWeights(rawFlags: Record<string, unknown>): Promise<void> {
  const {
    run,
    out,
    best,
    trainable,
    about,
    'weights-version': version,
    ...named
  } = parseFlags(exportFlags, rawFlags)
  const { provenance, metrics } = await readAbout(about)
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(join(out, 'manifest.json'))
  const { findBestCheckpoint, listCheckpoints, readCheckpoint, readGroup, writeWeights } = await import(
    '@animegan/train'
  )
  const chosen = best ? await findBestCheckpoint(run) : (await listCheckpoints(run)).at(-1)
  if (chosen === undefined) {
    throw new InvalidInputError(
      'RUN_NOT_FOUND',
      `${run} has no checkpoint; train first with animegan train --run ${run}`,
    )
  }
  const { config, step, data, state } = await readCheckpoint(chosen.path)
  const architecture = config.generator
  const options = {
    out,
    architecture,
    parameters: readGroup(state, 'average', architecture),
    tags: config.tags,
    trainable: trainable
      ? {
          discriminator: {
            spec: config.discriminator,
            parameters: readGroup(state, 'discriminator', config.discriminator),
          },
        }
      : undefined,
    description: {
      ...withoutUndefined(named),
      version,
      provenance: {
        preset: config.preset,
        seed: config.seed,
        steps: step,
        imagesSeen: step * config.batchSize,
        dataSha256: data,
        ...(await describeOrigins(run)),
        ...provenance,
      },
      metrics,
    },
  }
  report(out, await writingTo(out, () => writeWeights(options)))
}

function withoutUndefined<
  T extends { name: string; licence: string; title?: string | undefined; credit?: string | undefined },
>({ name, licence, title, credit }: T) {
  return {
    name,
    licence,
    ...(title === undefined ? {} : { title }),
    ...(credit === undefined ? {} : { credit }),
  }
}

function report(out: string, { files, trainable }: WeightsManifest): void {
  for (const { path, bytes } of [...files, ...(trainable === undefined ? [] : [trainable])])
    console.log(`wrote ${join(out, path)} (${(bytes / 1e6).toFixed(2)} MB)`)
  console.log(`wrote ${join(out, 'manifest.json')}`)
}

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { TrainableWeights } from '@animegan/train'
import { describeWeights, type Origin } from './run-data.js'

export interface StartingWeights {
  weights: TrainableWeights
  /** What they are, for the run and for what is exported from it. */
  origin: Origin
}

/**
 * What `animegan train --from` names: the folder of a run (its newest checkpoint, the averaged generator), or weights with
 * a trainable file. Throws `RUN_NOT_FOUND`, `CHECKPOINT_CORRUPT`, `WEIGHTS_NOT_FOUND`, `WEIGHTS_CORRUPT`, and `INVALID_OPTION` for
 * weights without one.
 */
export async function readStartingWeights(from: string, signal: AbortSignal): Promise<StartingWeights> {
  if (existsSync(join(from, 'config.json'))) return readRun(from)
  const { openWeights } = await import('@animegan/runtime-node')
  const { decodeTrainable } = await import('@animegan/train')
  const { manifest, source, read } = await openWeights(from, { from: import.meta.url, signal })
  if (manifest.trainable === undefined) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `--from: the weights ${source} bring nothing to train on from; export or import them with --trainable, or name a run`,
    )
  }
  const weights = decodeTrainable(await read(manifest.trainable), `${source} ${manifest.trainable.path}`)
  return { weights, origin: describeWeights(manifest, manifest.trainable.sha256) }
}

async function readRun(run: string): Promise<StartingWeights> {
  const { listCheckpoints, readCheckpoint, readGroup } = await import('@animegan/train')
  const newest = (await listCheckpoints(run)).at(-1)
  if (newest === undefined)
    throw new InvalidInputError('RUN_NOT_FOUND', `--from: ${run} has no checkpoint yet`)
  const { config, state, step, data } = await readCheckpoint(newest.path)
  const { generator, discriminator, tags } = config
  const weights = {
    generator: { spec: generator, parameters: readGroup(state, 'average', generator) },
    discriminator: { spec: discriminator, parameters: readGroup(state, 'discriminator', discriminator) },
    tags,
  }
  const { preset, seed, batchSize } = config
  return { weights, origin: { preset, seed, steps: step, imagesSeen: step * batchSize, dataSha256: data } }
}

import { rm } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { AnimeganError, type Device, throwIfAborted } from '@animegan/core'
import type { Checkpoint } from '@animegan/train'
import type { OpenedExtractor } from '../open-estimator.js'
import { openCheckpoint } from './checkpoint-model.js'
import { type EvaluationRecord, identifyCurve, openEvaluations } from './evaluation-log.js'
import { measureFid } from './measure-fid.js'
import type { OpenedPictures } from './real-pictures.js'

export interface MeasureCurveOptions {
  /** Folder of a training run. */
  run: string
  /** The real pictures, with the features of the same extractor. */
  data: OpenedPictures
  extractor: OpenedExtractor
  /** Fakes for each checkpoint. */
  samples: number
  /** The same fakes are asked of every checkpoint. */
  seed: number
  device?: Device | undefined
  threads?: number | undefined
  signal: AbortSignal
  /** `checkpoint` counts from 1; `done` and `total` are fakes of this one. */
  onProgress?:
    | ((progress: { checkpoint: number; checkpoints: number; done: number; total: number }) => void)
    | undefined
}

export interface MeasuredCurve {
  /** All points that were measured in this way, now or before, by steps: also those whose checkpoint is gone. */
  points: EvaluationRecord[]
  /** How many of them are new. */
  measured: number
}

/**
 * FID of the averaged generator at each checkpoint that a run has and that was not measured in the same way before, against all real
 * pictures. A point stays in the run's evaluations.jsonl when its checkpoint goes. Stopped, it goes on within a checkpoint.
 *
 * Throws `RUN_LOCKED`, `CHECKPOINT_CORRUPT`, `ABORTED`, `NOT_WRITABLE`, and what `measureFid` throws.
 */
export async function measureCurve(options: MeasureCurveOptions): Promise<MeasuredCurve> {
  const { run, data, extractor, samples, seed, signal, onProgress } = options
  const { listCheckpoints } = await import('@animegan/train')
  const surroundings = {
    ...{ samples, reals: data.records.length, seed },
    extractor: {
      ...{ name: extractor.extractor.manifest.name, size: extractor.extractor.size },
      sha256: extractor.modelSha256,
    },
    data: describeData(data),
  }
  const curve = identifyCurve(surroundings)
  await using log = await openEvaluations(run)
  const listPoints = () => log.records.filter((record) => identifyCurve(record) === curve)
  const known = new Set(listPoints().map(({ step }) => step))
  const missing = (await listCheckpoints(run)).filter(({ step }) => step > 0 && !known.has(step))
  let measured = 0
  for (const [i, { path }] of missing.entries()) {
    throwIfAborted(signal, 'FID over checkpoints')
    const checkpoint = await readIfThere(path)
    if (checkpoint === undefined) continue
    const fid = await measureCheckpoint(checkpoint, options, (progress) =>
      onProgress?.({ checkpoint: i + 1, checkpoints: missing.length, ...progress }),
    )
    const { step, config } = checkpoint
    await log.append({ step, imagesSeen: step * config.batchSize, fid, ...surroundings })
    measured++
  }
  return { points: listPoints().sort((a, b) => a.step - b.step), measured }
}

function describeData({ identity: { dir, split, sha256 } }: OpenedPictures): EvaluationRecord['data'] {
  return { name: basename(resolve(dir)), ...(split === undefined ? {} : { split }), sha256 }
}

/** Undefined for a checkpoint that a training, going on beside this, has removed meanwhile. */
async function readIfThere(path: string): Promise<Checkpoint | undefined> {
  const { readCheckpoint } = await import('@animegan/train')
  try {
    return await readCheckpoint(path)
  } catch (error) {
    if (AnimeganError.isInstance(error) && error.code === 'CHECKPOINT_NOT_FOUND') return undefined
    throw error
  }
}

/** Features of fakes are kept while a checkpoint is in work, and no longer: there would be gigabytes of them. */
async function measureCheckpoint(
  checkpoint: Checkpoint,
  { run, data, extractor, samples, seed, device, threads, signal }: MeasureCurveOptions,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<number> {
  await using model = await openCheckpoint(checkpoint, {
    ...{ name: basename(resolve(run)), device, threads, signal },
  })
  const cache = join(run, '.evaluation')
  const { mean } = await measureFid({
    ...{ model, data: { ...data, cache }, extractor, samples, seed, signal, onProgress },
    ...{ reals: 'all', trials: 1 },
  })
  await rm(cache, { recursive: true, force: true })
  return mean
}

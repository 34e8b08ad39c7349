import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import writeFileAtomic from 'write-file-atomic'
import { decodeSafetensors, encodeSafetensors } from './safetensors.js'
import { parseTrainingConfig, type TrainingConfig } from './training-config.js'
import { listStateShapes, type TrainingState } from './training-state.js'

const format = 'animegan.checkpoint/1'

/** All that continuing a run needs: a resumed run computes what an uninterrupted one would have, bit for bit. */
export interface Checkpoint {
  config: TrainingConfig
  /** Steps done. Random numbers follow from the seed and the step, so there is no other random state. */
  step: number
  /** SHA-256 of the training data; see `fingerprintData`. */
  data: string
  state: TrainingState
}

/** `checkpoints/step-000060.safetensors` in the folder of a run. */
export function checkpointPath(run: string, step: number): string {
  return join(run, 'checkpoints', `step-${String(step).padStart(6, '0')}.safetensors`)
}

/** Writes a checkpoint so that a crash at any moment leaves the old file or the new one, never a part. */
export async function writeCheckpoint(
  path: string,
  { config, step, data, state }: Checkpoint,
): Promise<void> {
  const metadata = { format, config: JSON.stringify(config), step: String(step), data }
  await writeFileAtomic(path, Buffer.from(encodeSafetensors({ tensors: state, metadata }).buffer))
}

/** Reads a checkpoint. Throws CHECKPOINT_CORRUPT when it is damaged, incomplete or something else. */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const refuse = (problem: string): never => {
    throw new AnimeganError('CHECKPOINT_CORRUPT', `${path} ${problem}. Is it a checkpoint of this program?`)
  }
  const { tensors, metadata } = decodeSafetensors(await readFile(path), path)
  if (metadata.format !== format) {
    refuse(`says its format is ${JSON.stringify(metadata.format)}; ${JSON.stringify(format)} was expected`)
  }
  const step = Number(metadata.step ?? Number.NaN)
  if (!Number.isSafeInteger(step) || step < 0) refuse(`holds no number of steps (${metadata.step})`)
  const config = parseTrainingConfig(parseJson(metadata.config), path)
  checkState(tensors, config, refuse)
  return { config, step, data: metadata.data ?? '', state: tensors }
}

/** Anything that is no JSON is `undefined`, which no configuration is. */
function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

function checkState(state: TrainingState, config: TrainingConfig, refuse: (problem: string) => never): void {
  const shapes = listStateShapes(config)
  for (const [name, shape] of Object.entries(shapes)) {
    const value = state[name]
    if (value === undefined) refuse(`lacks the tensor "${name}"`)
    else if (String(value.shape) !== String(shape)) {
      refuse(`holds the tensor "${name}" with shape [${value.shape}]; [${shape}] was expected`)
    }
  }
  const foreign = Object.keys(state).find((name) => !Object.hasOwn(shapes, name))
  if (foreign !== undefined) refuse(`holds an unknown tensor "${foreign}"`)
}

/** The checkpoints of a run, oldest first. */
export async function listCheckpoints(run: string): Promise<{ step: number; path: string }[]> {
  const names = await readdir(join(run, 'checkpoints')).catch(() => [])
  return names
    .map((name) => /^step-(\d+)\.safetensors$/.exec(name)?.[1])
    .filter((step) => step !== undefined)
    .map((step) => ({ step: Number(step), path: checkpointPath(run, Number(step)) }))
    .sort((a, b) => a.step - b.step)
}

/** Removes all but the newest `keep` checkpoints. */
export async function pruneCheckpoints(run: string, keep: number): Promise<void> {
  const old = (await listCheckpoints(run)).slice(0, -keep)
  await Promise.all(old.map(({ path }) => rm(path, { force: true })))
}

import { createHash } from 'node:crypto'
import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError, InvalidInputError } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { decodeSafetensors, encodeSafetensors, readSafetensorsMetadata } from './safetensors.js'
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
  /** Moving average of G's tag loss, by which the best checkpoint is chosen; see `averageTagLoss`. */
  tagLoss?: number | undefined
}

/** `checkpoints/step-000060.safetensors` in the folder of a run. */
export function checkpointPath(run: string, step: number): string {
  return join(run, 'checkpoints', `step-${String(step).padStart(6, '0')}.safetensors`)
}

/** Writes a checkpoint so that a crash at any moment leaves the old file or the new one, never a part. */
export async function writeCheckpoint(
  path: string,
  { config, step, data, state, tagLoss }: Checkpoint,
): Promise<void> {
  const metadata = {
    format,
    config: JSON.stringify(config),
    step: String(step),
    data,
    ...(tagLoss === undefined ? {} : { tagLoss: String(tagLoss) }),
  }
  const file = { tensors: state, metadata: { ...metadata, sha256: digest(state, metadata) } }
  await writeFileAtomic(path, Buffer.from(encodeSafetensors(file).buffer), { makeFolders: false })
}

/**
 * Reads a checkpoint. Throws CHECKPOINT_CORRUPT when it is damaged, incomplete or something else, and CHECKPOINT_NOT_FOUND
 * when there is none.
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const refuse = (problem: string): never => {
    throw new AnimeganError('CHECKPOINT_CORRUPT', `${path} ${problem}. Is it a checkpoint of this program?`)
  }
  const { tensors, metadata } = decodeSafetensors(await readBytes(path), path)
  if (metadata.format !== format) {
    refuse(`says its format is ${JSON.stringify(metadata.format)}; ${JSON.stringify(format)} was expected`)
  }
  const { sha256, ...described } = metadata
  // Checkpoints of version 0.1.0 have none.
  if (sha256 !== undefined && sha256 !== digest(tensors, described)) {
    refuse('is damaged: its contents do not have the SHA-256 that it names')
  }
  const step = Number(metadata.step ?? Number.NaN)
  if (!Number.isSafeInteger(step) || step < 0) refuse(`holds no number of steps (${metadata.step})`)
  const config = parseTrainingConfig(parseJson(metadata.config), path)
  checkState(tensors, config, refuse)
  const tagLoss = parseTagLoss(metadata)
  return {
    config,
    step,
    data: metadata.data ?? '',
    state: tensors,
    ...(tagLoss === undefined ? {} : { tagLoss }),
  }
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    const problem = code === 'ENOENT' ? 'there is no such file' : code
    throw new InvalidInputError('CHECKPOINT_NOT_FOUND', `cannot read the checkpoint ${path}: ${problem}`, {
      cause,
    })
  }
}

/** SHA-256 of metadata and numbers, in an order that the file's own does not decide. */
export function digest(tensors: TrainingState, metadata: Record<string, string>): string {
  const hash = createHash('sha256')
  for (const key of Object.keys(metadata).sort()) hash.update(JSON.stringify([key, metadata[key]]))
  for (const name of Object.keys(tensors).sort()) {
    const { data, shape } = tensors[name]!
    const { buffer, byteOffset, byteLength } = data as Float32Array
    hash.update(JSON.stringify([name, shape])).update(new Uint8Array(buffer, byteOffset, byteLength))
  }
  return hash.digest('hex')
}

const parseTagLoss = ({ tagLoss }: Record<string, string>): number | undefined => {
  const loss = tagLoss === undefined ? Number.NaN : Number(tagLoss)
  return Number.isFinite(loss) ? loss : undefined
}

/** The averaged tag loss of a checkpoint without reading its tensors; undefined when it has none or is damaged. */
export async function readCheckpointTagLoss(path: string): Promise<number | undefined> {
  const file = await open(path)
  try {
    return parseTagLoss(await readSafetensorsMetadata(file, path))
  } catch (error) {
    if (AnimeganError.isInstance(error)) return undefined
    throw error
  } finally {
    await file.close()
  }
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

/** A checkpoint of a run. */
export interface CheckpointFile {
  step: number
  path: string
}

/** The checkpoints of a run, oldest first. */
export async function listCheckpoints(run: string): Promise<CheckpointFile[]> {
  const names = await readdir(join(run, 'checkpoints')).catch(() => [])
  return names
    .map((name) => /^step-(\d+)\.safetensors$/.exec(name)?.[1])
    .filter((step) => step !== undefined)
    .map((step) => ({ step: Number(step), path: checkpointPath(run, Number(step)) }))
    .sort((a, b) => a.step - b.step)
}

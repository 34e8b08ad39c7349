import { readFile } from 'node:fs/promises'
import { AnimeganError, listParameters } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { digest } from '../checkpoint.js'
import { storedParameterOrder } from '../parameters.js'
import { decodeSafetensors, encodeSafetensors } from '../safetensors.js'
import { moments, storeGroup, type TrainingState } from '../training-state.js'
import { parseTaggerConfig, type TaggerConfig } from './tagger-config.js'
import { initialiseTagger } from './tagger-network.js'

const format = 'animegan.tagger-checkpoint/1'

/** All that continuing the training of a tag estimator needs. */
export interface TaggerCheckpoint {
  config: TaggerConfig
  /** Steps done. Random numbers follow from the seed and the step, so there is no other random state. */
  step: number
  /** SHA-256 of the training data; see `fingerprintData`. */
  data: string
  /** The groups `tagger`, `tagger.mean` and `tagger.variance`, stored as the step takes them. */
  state: TrainingState
}

/** The state before the first step. */
export function initialTaggerState({ network, seed }: TaggerConfig): TrainingState {
  return { ...storeGroup('tagger', network, initialiseTagger(network, seed)), ...moments('tagger', network) }
}

/** Writes a checkpoint so that a crash at any moment leaves the old file or the new one, never a part. */
export async function writeTaggerCheckpoint(path: string, checkpoint: TaggerCheckpoint): Promise<void> {
  const { config, step, data, state } = checkpoint
  const metadata = { format, config: JSON.stringify(config), step: String(step), data }
  const file = { tensors: state, metadata: { ...metadata, sha256: digest(state, metadata) } }
  await writeFileAtomic(path, Buffer.from(encodeSafetensors(file).buffer), { makeFolders: false })
}

/** Reads a checkpoint. Throws CHECKPOINT_CORRUPT when it is damaged, incomplete or something else. */
export async function readTaggerCheckpoint(path: string): Promise<TaggerCheckpoint> {
  const refuse = (problem: string): never => {
    throw new AnimeganError(
      'CHECKPOINT_CORRUPT',
      `${path} ${problem}. Is it a checkpoint of a tag estimator?`,
    )
  }
  const { tensors, metadata } = decodeSafetensors(await readFile(path), path)
  if (metadata.format !== format) {
    refuse(`says its format is ${JSON.stringify(metadata.format)}; ${JSON.stringify(format)} was expected`)
  }
  const { sha256, ...described } = metadata
  if (sha256 !== digest(tensors, described)) {
    refuse('is damaged: its contents do not have the SHA-256 that it names')
  }
  const config = parseTaggerConfig(JSON.parse(metadata.config ?? 'null'), path)
  for (const group of ['tagger', 'tagger.mean', 'tagger.variance']) {
    for (const { name, shape } of listParameters(config.network)) {
      const expected = storedParameterOrder(shape.length).map((axis) => shape[axis]!)
      const came = tensors[`${group}/${name}`]?.shape
      if (String(came) !== String(expected)) {
        refuse(`holds the tensor "${group}/${name}" with shape [${came}]; [${expected}] was expected`)
      }
    }
  }
  return { config, step: Number(metadata.step), data: metadata.data ?? '', state: tensors }
}

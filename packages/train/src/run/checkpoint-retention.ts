import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import { removeTemporaryFiles } from '@animegan/node-files'
import {
  type Checkpoint,
  type CheckpointFile,
  listCheckpoints,
  readCheckpoint,
  readCheckpointTagLoss,
} from '../checkpoint.js'

/** The checkpoint with the lowest averaged tag loss of those that are kept; undefined when none has one. */
export async function findBestCheckpoint(run: string): Promise<CheckpointFile | undefined> {
  const files = await listCheckpoints(run)
  const losses = await Promise.all(files.map(({ path }) => readCheckpointTagLoss(path)))
  const lowest = Math.min(...losses.filter((loss) => loss !== undefined))
  return files.findLast((_, i) => losses[i] === lowest)
}

/** Removes all but the best checkpoint and the newest `keep`. */
export async function pruneCheckpoints(run: string, keep: number): Promise<void> {
  const best = await findBestCheckpoint(run)
  const old = (await listCheckpoints(run)).slice(0, -keep).filter(({ path }) => path !== best?.path)
  await Promise.all(old.map(({ path }) => rm(path, { force: true })))
}

/** The newest checkpoint that can be read, and the newer ones that cannot. */
export interface RecoveredCheckpoint {
  checkpoint: Checkpoint
  path: string
  damaged: { path: string; problem: string }[]
}

/**
 * Reads the newest checkpoint that is whole; undefined when the run has none at all.
 *
 * @throws AnimeganError CHECKPOINT_CORRUPT when there are only damaged ones
 */
export async function recoverCheckpoint(run: string): Promise<RecoveredCheckpoint | undefined> {
  const damaged: RecoveredCheckpoint['damaged'] = []
  for (const { path } of (await listCheckpoints(run)).reverse()) {
    try {
      return { checkpoint: await readCheckpoint(path), path, damaged }
    } catch (error) {
      if (!AnimeganError.isInstance(error) || error.code !== 'CHECKPOINT_CORRUPT') throw error
      damaged.push({ path, problem: error.message })
    }
  }
  if (damaged.length === 0) return undefined
  throw new AnimeganError(
    'CHECKPOINT_CORRUPT',
    `${run} has no checkpoint that can be read. ${damaged.map(({ problem }) => problem).join(' ')} Delete ${join(run, 'checkpoints')} to begin again with step 0.`,
  )
}

/** Takes damaged checkpoints out of the way, as `….damaged`, so that they count no more; gives a warning for each. */
export async function setDamagedAside({ path, damaged }: RecoveredCheckpoint): Promise<string[]> {
  const warnings: string[] = []
  for (const { path: wrong, problem } of damaged) {
    await rename(wrong, `${wrong}.damaged`)
    warnings.push(`${problem} It is now ${wrong}.damaged; the run goes on from ${path}.`)
  }
  return warnings
}

/** Removes what a process that was killed left of files it had not finished. */
export async function removeLeftovers(run: string): Promise<void> {
  for (const folder of ['.', 'checkpoints', 'snapshots']) await removeTemporaryFiles(join(run, folder))
}

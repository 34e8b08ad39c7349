import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import type { BuildOutcome, BuildProgress } from '@animegan/dataset'
import * as z from 'zod/mini'
import { deviceFlags, parseFlags } from './flag-values.js'
import { loadCascade } from './load-cascade.js'
import { openTagEstimator } from './open-estimator.js'
import { formatTable } from './table.js'
import { createTerminalProgress, type TerminalProgress } from './terminal-progress.js'

const flagsSchema = z.object({
  pipeline: z.string('expected the path of a pipeline.json'),
  out: z.string().check(z.minLength(1, 'expected a folder')),
  shard: z.optional(z.string()),
  'dry-run': z.optional(z.boolean()),
  ...deviceFlags,
})

/**
 * Does `animegan dataset build`. Throws `INVALID_OPTION` for wrong flags, `INVALID_CONFIG` for a wrong pipeline, `ASSET_NOT_FOUND` when the
 * cascade is missing, and what loading an estimator and `buildDataset` throw.
 */
export async function buildDatasetFromPipeline(
  rawFlags: Record<string, unknown>,
  signal: AbortSignal,
): Promise<void> {
  const { pipeline: path, out, shard: part, 'dry-run': dryRun, ...device } = parseFlags(flagsSchema, rawFlags)
  const { buildDataset, createPipeline, parsePipelineConfig, parseShard } = await import('@animegan/dataset')
  const config = parsePipelineConfig(await readPipeline(path), path)
  const shard = part === undefined ? undefined : parseShard(part)
  if (dryRun) {
    console.log(JSON.stringify(config, null, 2))
    return
  }
  const { assertWritable } = await import('@animegan/runtime-node')
  await assertWritable(join(out, 'metadata.jsonl'))
  const base = dirname(resolve(path))
  const opened: AsyncDisposable[] = []
  const onProgress = createStageProgress()
  try {
    const pipeline = await createPipeline(config, {
      base,
      out,
      loadCascade,
      async loadEstimator(nameOrPlace) {
        const estimator = isPath(base, nameOrPlace) ? resolve(base, nameOrPlace) : nameOrPlace
        const loaded = await openTagEstimator({ ...device, estimator }, signal)
        opened.push(loaded)
        return loaded
      },
      async loadGenerator(nameOrPlace) {
        const weights = isPath(base, nameOrPlace) ? resolve(base, nameOrPlace) : nameOrPlace
        const { createSession, loadWeights } = await import('@animegan/runtime-node')
        const { manifest, model, sha256 } = await loadWeights(weights, { from: import.meta.url, signal })
        const session = await createSession(model, device)
        opened.push({ [Symbol.asyncDispose]: () => session.dispose() })
        return { manifest, modelSha256: sha256, session }
      },
    })
    const outcome = await buildDataset({ ...pipeline, out, shard, signal, onProgress }).finally(
      pipeline.dispose,
    )
    onProgress.clear()
    report(out, outcome)
  } finally {
    onProgress.clear()
    for (const model of opened) await model[Symbol.asyncDispose]()
  }
}

async function readPipeline(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new InvalidInputError('INVALID_OPTION', `cannot read the pipeline ${path}: ${reason}`, { cause })
  }
}

/** Whether an estimator is named by a path from the pipeline's folder: what is there is that, and no asset or address. */
const isPath = (base: string, nameOrPlace: string): boolean => existsSync(resolve(base, nameOrPlace))

/** One line for the stage that is at work. */
function createStageProgress() {
  let stage = 0
  let line: TerminalProgress | undefined
  const draw = (progress: BuildProgress) => {
    if (progress.stage !== stage) {
      line?.clear()
      line = createTerminalProgress(`${progress.stage}/${progress.stages} ${progress.name}`)
      stage = progress.stage
    }
    line?.(progress)
  }
  return Object.assign(draw, { clear: () => line?.clear() })
}

function report(out: string, outcome: BuildOutcome): void {
  if (!outcome.complete) {
    console.log(
      `this part is done; ${outcome.pending} items of other parts are not, and ${outcome.stage} waits for them: ` +
        'when those are done, run any part again',
    )
    return
  }
  const rows = outcome.counts.map(({ name, records, rejects }) => [name, String(records), String(rejects)])
  console.log(formatTable([['stage', 'records', 'left out'], ...rows]))
  console.log(
    `wrote ${out}: ${outcome.records.length} pictures, ${outcome.rejects.length} left out (rejects.jsonl)`,
  )
}

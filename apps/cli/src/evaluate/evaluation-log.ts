import { join } from 'node:path'
import { AnimeganError } from '@animegan/core'
import * as z from 'zod/mini'

/** A line of a run's evaluations.jsonl: FID of the averaged generator at a checkpoint, and what was compared. */
export const EvaluationRecord = z.object({
  step: z.int(),
  imagesSeen: z.int(),
  fid: z.number(),
  /** Fakes, and real pictures. */
  samples: z.int(),
  reals: z.int(),
  seed: z.int(),
  extractor: z.object({ name: z.string(), size: z.int(), sha256: z.string() }),
  /** Name of the folder of the real pictures, the split that was taken, and SHA-256 of what they are. */
  data: z.object({ name: z.string(), split: z.optional(z.string()), sha256: z.string() }),
})
export type EvaluationRecord = z.infer<typeof EvaluationRecord>

const logPath = (run: string): string => join(run, 'evaluations.jsonl')

/** The evaluations of a run in the order of their writing; none when there is no file. Throws `INVALID_DATA` for a damaged one. */
export async function readEvaluations(run: string): Promise<EvaluationRecord[]> {
  const { readJournal } = await import('@animegan/node-files')
  return readJournal(logPath(run), EvaluationRecord)
}

/** The evaluations of a run, open for adding to them; must be disposed of. */
export interface EvaluationLog extends AsyncDisposable {
  /** All so far. */
  readonly records: readonly EvaluationRecord[]
  /** Answers when the record is on the disk. Throws `NOT_WRITABLE`. */
  append(record: EvaluationRecord): Promise<void>
}

/** Opens the evaluations of a run. Throws `RUN_LOCKED` when another process has them open, `INVALID_DATA`, `NOT_WRITABLE`. */
export async function openEvaluations(run: string): Promise<EvaluationLog> {
  const { openJournal, takeLock } = await import('@animegan/node-files')
  const lock = await takeLock(join(run, 'evaluations.lock'), {
    refuse: ({ pid }) =>
      new AnimeganError(
        'RUN_LOCKED',
        `process ${pid} is evaluating the checkpoints of ${run}; wait for it, or end it`,
      ),
  })
  const release = () => lock[Symbol.asyncDispose]()
  try {
    const records: EvaluationRecord[] = []
    const onLine = (record: EvaluationRecord) => records.push(record)
    const journal = await openJournal(logPath(run), { schema: EvaluationRecord, onLine })
    return {
      records,
      append: (record) => journal.append([record]),
      [Symbol.asyncDispose]: () => journal[Symbol.asyncDispose]().finally(release),
    }
  } catch (error) {
    await release()
    throw error
  }
}

/** Points that were measured in one and the same way, so that they make a curve. */
export interface EvaluationCurve {
  /** What was compared, for people. */
  label: string
  /** By steps; of a step that was measured twice, the newer. */
  points: EvaluationRecord[]
}

/** The curves of a run, the longest first. */
export function groupEvaluations(records: readonly EvaluationRecord[]): EvaluationCurve[] {
  return [...new Set(records.map(identifyCurve))]
    .map((curve) => {
      const group = records.filter((record) => identifyCurve(record) === curve)
      const points = [...new Map(group.map((record) => [record.step, record])).values()]
      return { label: labelCurve(group[0]!), points: points.sort((a, b) => a.step - b.step) }
    })
    .sort((a, b) => b.points.length - a.points.length)
}

/** Of two records equal, when they differ by nothing but the checkpoint. */
export function identifyCurve({
  samples,
  reals,
  seed,
  extractor: { sha256 },
  data,
}: Omit<EvaluationRecord, 'step' | 'imagesSeen' | 'fid'>): string {
  return JSON.stringify([samples, reals, seed, sha256, data.sha256])
}

function labelCurve({ samples, reals, extractor, data, seed }: EvaluationRecord): string {
  const pictures = `${reals.toLocaleString('en')} pictures of ${data.name}`
  return `${samples.toLocaleString('en')} fakes beside ${pictures}, ${extractor.size} features of ${extractor.name}${seed === 0 ? '' : `, seed ${seed}`}`
}

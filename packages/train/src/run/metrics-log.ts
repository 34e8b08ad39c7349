import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeFileAtomic } from '@animegan/node-files'
import type { StepMetrics } from '../trainer.js'

/** A line of metrics.jsonl: means of a step's numbers since the line before. */
export type MetricsRecord = { step: number; imagesSeen: number } & StepMetrics

const logPath = (run: string): string => join(run, 'metrics.jsonl')

/** Adds a line to the metrics of a run. */
export async function appendMetrics(run: string, record: MetricsRecord): Promise<void> {
  await appendFile(logPath(run), `${JSON.stringify(record)}\n`)
}

/** The metrics of a run in the order of its steps; a line that a crash cut off is left out. Empty when there are none. */
export async function readMetrics(run: string): Promise<MetricsRecord[]> {
  const lines = await readLines(run)
  return lines.map((line): MetricsRecord => JSON.parse(line))
}

/** Drops the lines of steps that a crashed run reported after its last checkpoint: they will come again. */
export async function keepMetricsUpTo(run: string, step: number): Promise<void> {
  const kept = (await readLines(run)).filter((line) => Number(/\d+/.exec(line)?.[0]) <= step)
  await writeFileAtomic(logPath(run), kept.map((line) => `${line}\n`).join(''))
}

async function readLines(run: string): Promise<string[]> {
  const text = await readFile(logPath(run), 'utf8').catch(() => '')
  return text.split('\n').filter((line) => /^\{"step":\d+/.test(line) && isJson(line))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

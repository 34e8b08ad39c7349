import type { TrainingProgress } from '@animegan/train'
import { createLogUpdate } from 'log-update'
import { describeProgress } from './training-line.js'
import { drawTrainingView } from './training-view.js'

/** Shows how a training goes. */
export interface TrainingDisplay {
  onStep(step: number): void
  onProgress(progress: TrainingProgress): void
  onWarning(message: string): void
  /** Leaves what was drawn last where it is, or nothing when no step was done. */
  end(): void
}

export interface CreateTrainingDisplayOptions {
  json: boolean
  preset: string
  batchSize: number
  steps: number
  signal: AbortSignal
  stdout?: NodeJS.WriteStream
  stderr?: NodeJS.WritableStream
}

/** JSON for programs, a view that is drawn over itself on a terminal, and plain lines elsewhere. */
export function createTrainingDisplay(options: CreateTrainingDisplayOptions): TrainingDisplay {
  const { json, stdout = process.stdout, stderr = process.stderr } = options
  if (stdout.isTTY && !json) return createLiveDisplay(options, stdout)
  const format = json ? JSON.stringify : describeProgress
  return {
    onStep() {},
    onProgress: (progress) => void stdout.write(`${format(progress)}\n`),
    onWarning: (message) => void stderr.write(`animegan: warning: ${message}\n`),
    end() {},
  }
}

/** Enough for the widest sparkline. */
const reportsKept = 100
const redrawEvery = 100

function createLiveDisplay(
  { preset, batchSize, steps, signal }: CreateTrainingDisplayOptions,
  stdout: NodeJS.WriteStream,
): TrainingDisplay {
  // The cursor stays: a process that is killed could not bring it back.
  const log = createLogUpdate(stdout, { showCursor: true })
  const began = performance.now()
  const reports: TrainingProgress[] = []
  let step = 0
  let drawn = Number.NEGATIVE_INFINITY
  const draw = (): void => {
    drawn = performance.now()
    const elapsed = (drawn - began) / 1000
    const state = { preset, steps, step, batchSize, elapsed, reports, stopping: signal.aborted }
    log(drawTrainingView(state, stdout.columns ?? 80))
  }
  const timer = setInterval(draw, 1000).unref()
  signal.addEventListener('abort', draw)
  return {
    onStep(done) {
      step = done
      if (performance.now() - drawn >= redrawEvery) draw()
    },
    onProgress(progress) {
      reports.push(progress)
      if (reports.length > reportsKept) reports.shift()
      step = progress.step
      draw()
    },
    onWarning: (message) => log.persist(`warning: ${message}`),
    end() {
      clearInterval(timer)
      signal.removeEventListener('abort', draw)
      if (step === 0) log.clear()
      else draw()
      log.done()
    },
  }
}

import { createTerminalProgress, type TerminalProgress } from '../terminal-progress.js'

/** Progress of work in stages, one line that begins with the name of the stage. */
export interface StageProgress {
  (progress: { stage: string; done: number; total?: number | undefined }): void
  /** Wipes the line. */
  clear(): void
}

/** Like `createTerminalProgress`, for work that names what it is at. */
export function createStageProgress(): StageProgress {
  let current: { stage: string; line: TerminalProgress } | undefined
  const clear = (): void => current?.line.clear()
  const draw: (progress: { stage: string; done: number; total?: number | undefined }) => void = ({
    stage,
    ...progress
  }) => {
    if (current?.stage !== stage) {
      clear()
      current = { stage, line: createTerminalProgress(stage) }
    }
    current.line(progress)
  }
  return Object.assign(draw, { clear })
}

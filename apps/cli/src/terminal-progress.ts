/** A progress callback that draws on a terminal, and the way to wipe it. */
export interface TerminalProgress {
  (progress: { done: number; total?: number | undefined }): void
  /** Wipes the line, so that what is printed next stands alone. */
  clear(): void
}

/** Milliseconds between lines in a file or pipe: short work leaves none there, and hours of it a log that can be read. */
const plainInterval = 30_000

/** "label 3/16" on stderr: on a terminal one line that is drawn over itself, elsewhere a line every half minute. */
export function createTerminalProgress(
  label: string,
  stream: NodeJS.WriteStream = process.stderr,
): TerminalProgress {
  let drawn = false
  let lastPlain = performance.now()
  const draw = ({ done, total }: { done: number; total?: number | undefined }): void => {
    const line = `${label} ${done}${total === undefined ? '' : `/${total}`}`
    if (stream.isTTY) {
      stream.write(`\r\u001b[K${line}`)
      drawn = true
    } else if (performance.now() - lastPlain >= plainInterval) {
      stream.write(`${line}\n`)
      lastPlain = performance.now()
    }
  }
  const clear = (): void => {
    if (drawn) stream.write('\r\u001b[K')
    drawn = false
  }
  return Object.assign(draw, { clear })
}

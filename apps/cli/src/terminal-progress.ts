/** A progress callback that draws on a terminal, and the way to wipe it. */
export interface TerminalProgress {
  (progress: { done: number; total?: number | undefined }): void
  /** Wipes the line, so that what is printed next stands alone. */
  clear(): void
}

/** Milliseconds between lines in a file or pipe: short work leaves none there, and hours of it a log that can be read. */
const plainInterval = 30_000

/** When a file or pipe last got a line, in milliseconds since the process began: stages of a command share the interval. */
const lastPlain = new WeakMap<NodeJS.WriteStream, number>()

/** "label 3/16" on stderr: on a terminal one line that is drawn over itself, elsewhere a line every half minute. */
export function createTerminalProgress(
  label: string,
  stream: NodeJS.WriteStream = process.stderr,
): TerminalProgress {
  let drawn = false
  const draw = ({ done, total }: { done: number; total?: number | undefined }): void => {
    const line = `${label} ${done}${total === undefined ? '' : `/${total}`}`
    if (stream.isTTY) {
      stream.write(`\r\u001b[K${line}`)
      drawn = true
    } else if (performance.now() - (lastPlain.get(stream) ?? 0) >= plainInterval) {
      stream.write(`${line}\n`)
      lastPlain.set(stream, performance.now())
    }
  }
  const clear = (): void => {
    if (drawn) stream.write('\r\u001b[K')
    drawn = false
  }
  return Object.assign(draw, { clear })
}

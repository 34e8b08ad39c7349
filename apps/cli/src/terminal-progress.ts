/** A progress callback that draws on a terminal, and the way to wipe it. */
export interface TerminalProgress {
  (progress: { done: number; total?: number | undefined }): void
  /** Wipes the line, so that what is printed next stands alone. */
  clear(): void
}

/** One line on stderr that is drawn over itself, "label 3/16"; silent when stderr is no terminal. */
export function createTerminalProgress(
  label: string,
  stream: NodeJS.WriteStream = process.stderr,
): TerminalProgress {
  let drawn = false
  const draw = ({ done, total }: { done: number; total?: number | undefined }): void => {
    if (!stream.isTTY) return
    stream.write(`\r\u001b[K${label} ${done}${total === undefined ? '' : `/${total}`}`)
    drawn = true
  }
  const clear = (): void => {
    if (drawn) stream.write('\r\u001b[K')
    drawn = false
  }
  return Object.assign(draw, { clear })
}

/** What `work` comes to, or the rejection with `toError()` when that takes longer than `milliseconds`. */
export async function withTimeout<Value>(
  work: Promise<Value>,
  milliseconds: number,
  toError: () => Error,
): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(toError()), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

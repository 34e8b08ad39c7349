import { throwIfAborted } from '@animegan/core'

export interface MeasureSpeedsOptions {
  /** What is timed, each under its own name. */
  runs: Readonly<Record<string, () => Promise<unknown>>>
  /** How often each is timed. Default 15. */
  rounds?: number | undefined
  /** How often each is run beforehand without being timed. Default 2. */
  warmUp?: number | undefined
  /** Milliseconds since any moment. Default `performance.now`. */
  now?: (() => number) | undefined
  signal?: AbortSignal | undefined
  /** Called after every run. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/** Milliseconds that something took, over several runs. */
export interface MeasuredSpeed {
  median: number
  /** The quartiles: half of the runs lie between them. */
  lower: number
  upper: number
}

/**
 * Times things in turn, a run of each in every round, so that what slows the machine for a while slows them all alike. Throws
 * `ABORTED`, and what the runs throw.
 */
export async function measureSpeeds(options: MeasureSpeedsOptions): Promise<Record<string, MeasuredSpeed>> {
  const { rounds = 15, warmUp = 2, now = () => performance.now(), signal, onProgress } = options
  const runs = Object.entries(options.runs).map(([name, run]) => ({ name, run, times: [] as number[] }))
  const total = (rounds + warmUp) * runs.length
  let done = 0
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const { run, times } of runs) {
      throwIfAborted(signal, 'measuring speeds')
      const start = now()
      await run()
      if (round >= warmUp) times.push(now() - start)
      onProgress?.({ done: ++done, total })
    }
  }
  return Object.fromEntries(runs.map(({ name, times }) => [name, summarize(times)]))
}

function summarize(times: readonly number[]): MeasuredSpeed {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (part: number): number => {
    const place = part * (sorted.length - 1)
    const [low, high] = [sorted[Math.floor(place)]!, sorted[Math.ceil(place)]!]
    return low + (high - low) * (place - Math.floor(place))
  }
  return { median: at(0.5), lower: at(0.25), upper: at(0.75) }
}

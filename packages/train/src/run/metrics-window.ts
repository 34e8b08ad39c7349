import type { StepMetrics } from '../trainer.js'

/** Gathers the numbers of steps between two reports. */
export class MetricsWindow {
  #steps: StepMetrics[] = []
  #since = performance.now()

  add(metrics: StepMetrics): void {
    this.#steps.push(metrics)
  }

  /**
   * The means since the last call and the pace; undefined when no step was done. A number that only some steps report, such as
   * a lazy penalty, is averaged over those.
   */
  take(): { metrics: StepMetrics; stepsPerSecond: number } | undefined {
    const steps = this.#steps
    if (steps.length === 0) return undefined
    const now = performance.now()
    const stepsPerSecond = (1000 * steps.length) / (now - this.#since)
    this.#steps = []
    this.#since = now
    return { metrics: meanOf(steps), stepsPerSecond }
  }
}

function meanOf(steps: readonly StepMetrics[]): StepMetrics {
  const names = new Set(steps.flatMap((metrics) => Object.keys(metrics)))
  return Object.fromEntries(
    [...names].map((name) => {
      const values = steps.map((metrics) => metrics[name]).filter((value) => value !== undefined)
      return [name, values.reduce((a, b) => a + b, 0) / values.length]
    }),
  )
}

import { Piscina } from 'piscina'

/**
 * Prepares the inputs of steps in a thread, each while the step before it is computed, which keeps this thread busy: so no step waits
 * for its pictures.
 */
export class BatchQueue<Inputs> {
  readonly #pool: Piscina<number, Inputs>
  readonly #ready = new Map<number, Promise<Inputs>>()

  /**
   * @param worker a module of tsup.config.ts, whose default export is made by `defineBatchTask`; from the sources, in tests,
   *   `src/testing/<worker>.mjs` loads the TypeScript
   * @param workerData what the module finds as `workerData` of piscina
   */
  constructor(worker: string, workerData: unknown) {
    const isBuilt = import.meta.url.endsWith('.js')
    const filename = new URL(isBuilt ? `./${worker}.js` : `./testing/${worker}.mjs`, import.meta.url).href
    this.#pool = new Piscina({ filename, workerData, minThreads: 1, maxThreads: 1 })
  }

  /** The inputs of a step; those of the next one are begun. */
  async take(step: number): Promise<Inputs> {
    const inputs = this.#prepare(step)
    void this.#prepare(step + 1)
    this.#ready.delete(step)
    return inputs
  }

  #prepare(step: number): Promise<Inputs> {
    const known = this.#ready.get(step)
    if (known !== undefined) return known
    const inputs = this.#pool.run(step)
    // What was made ahead may never be asked for.
    inputs.catch(() => undefined)
    this.#ready.set(step, inputs)
    return inputs
  }

  async dispose(): Promise<void> {
    await Promise.allSettled(this.#ready.values())
    await this.#pool.destroy()
  }
}

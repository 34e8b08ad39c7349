import { AnimeganError, type Face, type FacePlan, type WeightsManifest } from '@animegan/core'
import type { CreateProgress, Generator } from '@animegan/runtime-web'
import { isMissingScript } from '../app/missing-script'
import { findWeights, readManifest } from '../models/open-model'
import type { Model } from '../models/published-models'
import { agreeToDownload, findHeldBack } from './data-saving'
import { readDevice } from './device-choice'
import { choosePrecision } from './precision-choice'

/** Where a model is on its way into the page. */
export type GeneratorState =
  | { status: 'idle' }
  /** The browser is told to save data: so many bytes, about, come once the visitor agrees. */
  | { status: 'held-back'; bytes: number; agree(): void }
  /** Bytes of model and runtime together; `total` once both are known. */
  | { status: 'downloading'; done: number; total: number | undefined }
  /** All bytes are there; the model is being made ready. */
  | { status: 'starting' }
  | { status: 'ready'; generator: Generator }
  /** `start` tries again. */
  | { status: 'failed'; error: AnimeganError }

/** Loads one model when it is first needed, and draws with it. The runtime itself is loaded no sooner. */
export class GeneratorStore implements Disposable {
  readonly model: Model
  #state: GeneratorState = { status: 'idle' }
  #opening: Promise<Generator> | undefined
  #manifest: Promise<WeightsManifest> | undefined
  readonly #stop = new AbortController()
  readonly #listeners = new Set<() => void>()

  constructor(model: Model) {
    this.model = model
  }

  readonly getState = (): GeneratorState => this.#state

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** What the model can do: a few kilobytes, long before the model itself. Throws as runtime-web's `openWeights`. */
  manifest(): Promise<WeightsManifest> {
    this.#manifest ??= this.#readManifest()
    return this.#manifest
  }

  /** Loads the model unless it is loaded, or on its way. Rejects with what `state` then says too. */
  start(): Promise<Generator> {
    this.#opening ??= this.#open()
    return this.#opening
  }

  /** Draws plans, after those that were asked for before. Throws what core's `generate` throws, and what `start` throws. */
  async draw(
    plans: readonly FacePlan[],
    options: { signal?: AbortSignal; onProgress?: (progress: { done: number; total: number }) => void } = {},
  ): Promise<Face[]> {
    const generator = await this.start()
    return await generator.generate({ plans, ...options })
  }

  /** Stops what is on its way, and gives the memory back. Tells nobody: who is disposed of is looked at no longer. */
  [Symbol.dispose](): void {
    this.#stop.abort()
    this.#opening?.then(
      (generator) => generator.dispose(),
      () => undefined,
    )
    this.#opening = undefined
    this.#state = { status: 'idle' }
  }

  async #readManifest(): Promise<WeightsManifest> {
    try {
      return await readManifest(this.model)
    } catch (error) {
      this.#manifest = undefined
      throw error
    }
  }

  async #open(): Promise<Generator> {
    const files: Partial<Record<CreateProgress['file'], Omit<CreateProgress, 'file'>>> = {}
    let failed = false
    const onProgress = ({ file, ...progress }: CreateProgress) => {
      // One file goes on to come when the other one failed.
      if (failed) return
      files[file] = progress
      this.#set(describeDownload(Object.values(files)))
    }
    try {
      this.#set({ status: 'starting' })
      const { createGenerator } = await import('@animegan/runtime-web')
      const { signal } = this.#stop
      const manifest = await this.manifest()
      const dtype = choosePrecision(this.model, manifest)
      const heldBack = await findHeldBack(this.model, manifest)
      if (heldBack !== undefined) await this.#askFor(heldBack)
      const weights = await findWeights(this.model, dtype)
      const generator = await createGenerator({ weights, dtype, device: readDevice(), signal, onProgress })
      this.#set({ status: 'ready', generator })
      return generator
    } catch (cause) {
      const error = toAnimeganError(cause)
      failed = true
      this.#opening = undefined
      if (!this.#stop.signal.aborted) this.#set({ status: 'failed', error })
      throw error
    }
  }

  /** Resolves when the visitor agrees to a download. */
  async #askFor(bytes: number): Promise<void> {
    await new Promise<void>((agree) => this.#set({ status: 'held-back', bytes, agree }))
    agreeToDownload()
    this.#set({ status: 'starting' })
  }

  #set(state: GeneratorState): void {
    this.#state = state
    for (const listener of this.#listeners) listener()
  }
}

function describeDownload(files: readonly Omit<CreateProgress, 'file'>[]): GeneratorState {
  const done = files.reduce((sum, file) => sum + file.done, 0)
  const totals = files.map(({ total }) => total)
  const total = totals.includes(undefined) ? undefined : totals.reduce<number>((sum, n) => sum + (n ?? 0), 0)
  return done === total ? { status: 'starting' } : { status: 'downloading', done, total }
}

/** A script that cannot be fetched is no error of ours, and comes offline and after a new version of the site. */
function toAnimeganError(error: unknown): AnimeganError {
  if (AnimeganError.isInstance(error)) return error
  const message = error instanceof Error ? error.message : String(error)
  return new AnimeganError(isMissingScript(error) ? 'DOWNLOAD_FAILED' : 'DEVICE_UNAVAILABLE', message, {
    cause: error,
  })
}

import type { CreateSession, SessionOptions } from '@animegan/core'
import { adamScalars } from '../adam.js'
import { BatchQueue } from '../batch-queue.js'
import { assertFiniteMetrics } from '../divergence.js'
import { createRecordedRunner, type StepRunner } from '../steps/run-step.js'
import { takeGroup } from '../steps/step.js'
import type { StepMetrics } from '../trainer.js'
import { shareData, type TrainingData } from '../training-batch.js'
import type { TrainingState } from '../training-state.js'
import type { TaggerBatch } from './tagger-batch.js'
import { type TaggerConfig, taggerLearningRate } from './tagger-config.js'
import { buildTaggerStep } from './tagger-step.js'

/** The data, and which of it may be trained on. */
export interface TaggerData {
  data: TrainingData
  /** Places in the data. */
  trained: Uint32Array
}

/** Trains one tag estimator: every {@link TaggerTrainer.advance} is one update. */
export class TaggerTrainer {
  readonly #config: TaggerConfig
  readonly #batches: BatchQueue<TaggerBatch>
  readonly #runner: StepRunner
  #state: TrainingState
  #step: number

  private constructor(
    config: TaggerConfig,
    data: TaggerData,
    runner: StepRunner,
    from: { state: TrainingState; step: number },
  ) {
    this.#config = config
    this.#batches = new BatchQueue('tagger-worker', { config, ...data, data: shareData(data.data) })
    this.#runner = runner
    this.#state = from.state
    this.#step = from.step
  }

  /** Records the step and compiles it for a device. */
  static async create(
    config: TaggerConfig,
    data: TaggerData,
    from: { state: TrainingState; step: number },
    createSession: CreateSession,
    options: SessionOptions = {},
  ): Promise<TaggerTrainer> {
    const runner = await createRecordedRunner(buildTaggerStep(config), createSession, options)
    return new TaggerTrainer(config, data, runner, from)
  }

  /** Steps done. */
  get step(): number {
    return this.#step
  }

  get state(): TrainingState {
    return this.#state
  }

  /**
   * One update.
   *
   * @throws AnimeganError TRAINING_DIVERGED naming the number that is not finite; the state is then still the one before this
   *   step
   */
  async advance(): Promise<StepMetrics> {
    const config = this.#config
    const step = this.#step
    const { stepSize, epsilon } = adamScalars(taggerLearningRate(config, step), step + 1, config.adam)
    const result = await this.#runner.run({
      ...this.#state,
      'adam.stepSize': { data: Float32Array.of(stepSize), shape: [] },
      'adam.epsilon': { data: Float32Array.of(epsilon), shape: [] },
      ...(await this.#batches.take(step)),
    })
    const metrics = Object.fromEntries(
      Object.entries(takeGroup(result, 'metrics')).map(([name, { data }]) => [name, data[0]!]),
    )
    assertFiniteMetrics(metrics, step + 1)
    this.#state = Object.fromEntries(Object.entries(result).filter(([name]) => !name.startsWith('metrics/')))
    this.#step++
    return metrics
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#batches.dispose()
    await this.#runner.dispose()
  }
}

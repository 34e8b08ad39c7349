import { AnimeganError, type CreateSession, type SessionOptions } from '@animegan/core'
import { adamScalars } from './adam.js'
import { buildDiscriminatorStep } from './steps/discriminator-step.js'
import { buildGeneratorStep } from './steps/generator-step.js'
import { createRecordedRunner, type StepRunner, type StepValues } from './steps/run-step.js'
import { putGroup, takeGroup } from './steps/step.js'
import { sampleFakeBatch, samplePenaltyNoise, type TrainingData, takeRealBatch } from './training-batch.js'
import type { TrainingConfig } from './training-config.js'
import type { TrainingState } from './training-state.js'

/** What a step reports, for example `discriminator/accuracyReal`: losses, accuracies (0 to 1) and gradient norms. */
export type StepMetrics = Record<string, number>

/** The learning rate of a step (counted from 0): constant, then exponentially decaying (paper C.3). */
export function learningRateAt({ adam, decay }: TrainingConfig, step: number): number {
  return adam.learningRate * 0.5 ** (Math.max(0, step - decay.after) / decay.halveEvery)
}

interface Runners {
  plain: StepRunner
  penalised: StepRunner
  generator: StepRunner
}

/** Trains one model: every {@link Trainer.advance} is one update of D and one of G, in the paper's order. */
export class Trainer {
  readonly #config: TrainingConfig
  readonly #data: TrainingData
  readonly #runners: Runners
  #state: TrainingState
  #step: number

  private constructor(
    config: TrainingConfig,
    data: TrainingData,
    runners: Runners,
    state: TrainingState,
    step: number,
  ) {
    this.#config = config
    this.#data = data
    this.#runners = runners
    this.#state = state
    this.#step = step
  }

  /** Records the steps and compiles them for a device. */
  static async create(
    config: TrainingConfig,
    data: TrainingData,
    from: { state: TrainingState; step: number },
    createSession: CreateSession,
    options: SessionOptions = {},
  ): Promise<Trainer> {
    const compile = (step: Parameters<typeof createRecordedRunner>[0]) =>
      createRecordedRunner(step, createSession, options)
    const runners = {
      plain: await compile(buildDiscriminatorStep(config, { penalty: false })),
      penalised: await compile(buildDiscriminatorStep(config, { penalty: true })),
      generator: await compile(buildGeneratorStep(config)),
    }
    return new Trainer(config, data, runners, from.state, from.step)
  }

  /** Steps done. */
  get step(): number {
    return this.#step
  }

  get state(): TrainingState {
    return this.#state
  }

  /**
   * One update of D, then one of G.
   *
   * @throws AnimeganError TRAINING_DIVERGED naming the first number that is not finite; the state is then still the one
   *   before this step
   */
  async advance(): Promise<StepMetrics> {
    const config = this.#config
    const step = this.#step
    const penalised = config.penalty.weight > 0 && step % config.penalty.interval === 0
    const { stepSize, epsilon } = adamScalars(learningRateAt(config, step), step + 1, config.adam)
    const scalars = {
      'adam.stepSize': scalarValue(stepSize),
      'adam.epsilon': scalarValue(epsilon),
      // The average follows quickly at first: it should not remember the initial weights.
      'average.decay': scalarValue(Math.min(config.averageDecay, (1 + step) / (10 + step))),
    }
    const discriminatorResult = await this.#runners[penalised ? 'penalised' : 'plain'].run({
      ...this.#state,
      ...scalars,
      ...takeRealBatch(config, this.#data, step),
      ...sampleFakeBatch(config, `fakes/discriminator/${step}`),
      ...(penalised ? { noise: samplePenaltyNoise(config, step) } : {}),
    })
    const judged = { ...this.#state, ...withoutMetrics(discriminatorResult) }
    const generatorResult = await this.#runners.generator.run({
      ...judged,
      ...scalars,
      ...sampleFakeBatch(config, `fakes/generator/${step}`),
    })
    const metrics = {
      ...putGroup('discriminator', readMetrics(discriminatorResult)),
      ...putGroup('generator', readMetrics(generatorResult)),
    }
    const wrong = Object.entries(metrics).find(([, value]) => !Number.isFinite(value))
    if (wrong !== undefined) {
      throw new AnimeganError(
        'TRAINING_DIVERGED',
        `At step ${step + 1} ${wrong[0]} became ${wrong[1]}. Nothing of this step is kept. Start a new run with a lower learning rate or a larger penalty weight.`,
      )
    }
    this.#state = { ...judged, ...withoutMetrics(generatorResult) }
    this.#step++
    return metrics
  }

  async dispose(): Promise<void> {
    await Promise.all(Object.values(this.#runners).map((runner) => runner.dispose()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose()
  }
}

const scalarValue = (value: number) => ({ data: Float32Array.of(value), shape: [] })

function withoutMetrics(values: StepValues): StepValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('metrics/')))
}

function readMetrics(values: StepValues): StepMetrics {
  return Object.fromEntries(
    Object.entries(takeGroup(values, 'metrics')).map(([name, value]) => [name, value.data[0]!]),
  )
}

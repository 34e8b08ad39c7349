import { type CreateSession, isOnDevice, type SessionOptions, type TensorValue } from '@animegan/core'
import { adamScalars } from './adam.js'
import { BatchQueue } from './batch-queue.js'
import { assertFiniteMetrics } from './divergence.js'
import { isPenalised } from './prepare-step.js'
import {
  createDeviceRunner,
  type DeviceStepRunner,
  type DeviceValues,
  readValues,
  type StepValues,
} from './steps/run-step.js'
import { takeGroup } from './steps/step.js'
import { buildTrainingStep } from './steps/training-step.js'
import { balanceTags } from './tag-balance.js'
import { shareData, type TrainingData } from './training-batch.js'
import type { TrainingConfig } from './training-config.js'
import type { TrainingState } from './training-state.js'

/** What a step reports, for example `discriminator/accuracyReal`: losses, accuracies (0 to 1) and gradient norms. */
export type StepMetrics = Record<string, number>

/** The learning rate of a step (counted from 0): constant, then exponentially decaying (paper C.3). */
export function learningRateAt({ adam, decay }: TrainingConfig, step: number): number {
  return adam.learningRate * 0.5 ** (Math.max(0, step - decay.after) / decay.halveEvery)
}

type StepKind = 'plain' | 'penalised'

const kindOf = (config: TrainingConfig, step: number): StepKind =>
  isPenalised(config, step) ? 'penalised' : 'plain'

/** Only those that occur. */
type Runners = Partial<Record<StepKind, DeviceStepRunner>>

/** Trains one model: every {@link Trainer.advance} is one update of D, then one of G. */
export class Trainer {
  readonly #config: TrainingConfig
  readonly #batches: BatchQueue<StepValues>
  readonly #runners: Runners
  readonly #tagWeights: TensorValue | undefined
  #state: DeviceValues
  #step: number

  private constructor(
    config: TrainingConfig,
    data: TrainingData,
    runners: Runners,
    state: TrainingState,
    step: number,
  ) {
    this.#config = config
    this.#batches = new BatchQueue('training-worker', { config, data: shareData(data) })
    this.#runners = runners
    const { tagBalance } = config.losses
    this.#tagWeights = tagBalance > 0 ? balanceTags(data, tagBalance) : undefined
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
    const runners: Runners = {}
    for (const kind of new Set([kindOf(config, 0), kindOf(config, 1)])) {
      const step = buildTrainingStep(config, { penalty: kind === 'penalised' })
      runners[kind] = await createDeviceRunner(step, createSession, options)
    }
    return new Trainer(config, data, runners, from.state, from.step)
  }

  /** Steps done. */
  get step(): number {
    return this.#step
  }

  /** The state in memory: read from the device if it stayed there, else the arrays that the next step takes. */
  readState(): Promise<TrainingState> {
    return readValues(this.#state)
  }

  /**
   * One update of D, then one of G.
   *
   * @throws AnimeganError TRAINING_DIVERGED naming the number that stopped being finite first; the state is then still the one
   *   before this step
   */
  async advance(): Promise<StepMetrics> {
    const config = this.#config
    const step = this.#step
    const { stepSize, epsilon } = adamScalars(learningRateAt(config, step), step + 1, config.adam)
    const scalars = {
      'adam.stepSize': scalarValue(stepSize),
      'adam.epsilon': scalarValue(epsilon),
      // The average follows quickly at first: it should not remember the initial weights.
      'average.decay': scalarValue(Math.min(config.averageDecay, (1 + step) / (10 + step))),
    }
    const inputs = await this.#batches.take(step)
    const results = await this.#runners[kindOf(config, step)]!.runOnDevice({
      ...this.#state,
      ...scalars,
      ...inputs,
      ...(this.#tagWeights === undefined ? {} : { tagWeights: this.#tagWeights }),
    })
    const metrics = readMetrics(results)
    const next = { ...this.#state, ...withoutMetrics(results) }
    try {
      assertFiniteMetrics(metrics, step + 1)
    } catch (error) {
      disposeReplaced(next, this.#state)
      throw error
    }
    disposeReplaced(this.#state, next)
    this.#state = next
    this.#step++
    return metrics
  }

  async dispose(): Promise<void> {
    disposeReplaced(this.#state, {})
    await this.#batches.dispose()
    await Promise.all(Object.values(this.#runners).map((runner) => runner.dispose()))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.dispose()
  }
}

const scalarValue = (value: number) => ({ data: Float32Array.of(value), shape: [] })

function withoutMetrics(values: DeviceValues): DeviceValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('metrics/')))
}

/** Metrics are always in memory: they are no part of the state, which alone stays on the device. */
function readMetrics(values: DeviceValues): StepMetrics {
  return Object.fromEntries(
    Object.entries(takeGroup(values, 'metrics')).map(([name, value]) => [
      name,
      (value as TensorValue).data[0]!,
    ]),
  )
}

/** Frees what is on the device in `old` and is not in `kept` too. */
function disposeReplaced(old: DeviceValues, kept: DeviceValues): void {
  for (const [name, value] of Object.entries(old)) {
    if (isOnDevice(value) && kept[name] !== value) value.dispose()
  }
}

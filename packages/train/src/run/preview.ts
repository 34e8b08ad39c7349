import {
  type CreateSession,
  createRandom,
  encodeCondition,
  type SessionOptions,
  sampleAttributes,
  sampleLatent,
  sampleTags,
} from '@animegan/core'
import { buildPreviewStep } from '../steps/preview-step.js'
import { createRecordedRunner } from '../steps/run-step.js'
import type { TrainingConfig } from '../training-config.js'
import type { TrainingState } from '../training-state.js'

/** Pictures drawn from fixed latents and tags, to watch a run. */
export interface Snapshot {
  step: number
  /** [count, 3, side, side], RGB in [-1, 1]. */
  pixels: Float32Array
  count: number
  side: number
}

/** Draws the same faces of ever better generators. */
export interface Preview {
  draw(step: number, state: TrainingState): Promise<Snapshot>
  dispose(): Promise<void>
}

const count = 64

/** Compiles the averaged generator for the run's fixed latents and tags. */
export async function createPreview(
  config: TrainingConfig,
  createSession: CreateSession,
  session: SessionOptions,
): Promise<Preview> {
  const runner = await createRecordedRunner(buildPreviewStep(config, count), createSession, session)
  const inputs = sampleInputs(config)
  return {
    async draw(step, state) {
      const { images } = await runner.run({ ...state, ...inputs })
      return { step, pixels: images!.data as Float32Array, count, side: config.generator.resolution }
    },
    dispose: () => runner.dispose(),
  }
}

function sampleInputs({ generator, tags: schema, seed }: TrainingConfig) {
  const { latentSize, conditionSize } = generator
  const random = createRandom(seed, 'preview')
  const latents = { data: sampleLatent(random, count * latentSize), shape: [count, latentSize] }
  const data = new Float32Array(count * conditionSize)
  for (let i = 0; i < count; i++) {
    const tags = sampleTags(schema, random, { prior: 'uniform' })
    data.set(
      encodeCondition(schema, { tags, attributes: sampleAttributes(schema, random) }),
      i * conditionSize,
    )
  }
  return { latents, conditions: { data, shape: [count, conditionSize] } }
}

import {
  type Condition,
  conditionSize,
  encodeCondition,
  type FacePlan,
  planFaces,
  type WeightsManifest,
} from '@animegan/core'

export interface PlanFakesOptions {
  /** Of the first fake; the next have the seeds after it. */
  seed: number
  /** Of the latents. Default: none. */
  truncation?: number | undefined
}

/** Plans a fake for each condition. Throws what core's `encodeCondition` and `planFaces` throw. */
export function planFakes(
  manifest: WeightsManifest,
  wanted: readonly Condition[],
  { seed, truncation }: PlanFakesOptions,
): FacePlan[] {
  const { tags: schema } = manifest
  const size = conditionSize(schema)
  const conditions = new Float32Array(wanted.length * size)
  for (const [i, condition] of wanted.entries()) conditions.set(encodeCondition(schema, condition), i * size)
  return planFaces(manifest, { conditions, seed, truncation })
}

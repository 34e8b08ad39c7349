import type { WeightsManifest } from '@animegan/core'
import type { TagEstimator } from '@animegan/dataset'
import type { EstimatorJudge } from '@animegan/evaluation'
import * as z from 'zod/mini'

/** A tag estimator that judges, as `openTagEstimator` opens it. */
export interface OpenedJudge {
  estimator: TagEstimator
  /** Of the ONNX file. */
  modelSha256: string
}

const precisionsShape = z.record(z.string(), z.number())

/** Says who judges and by what rule; what its manifest tells of how good it is, under `metrics.averagePrecision`. */
export function describeJudge(
  { estimator: { manifest }, modelSha256: sha256 }: OpenedJudge,
  rule: EstimatorJudge['rule'],
  labelledTrainingData: boolean | undefined,
): EstimatorJudge {
  const heldOut = z.safeParse(precisionsShape, manifest.metrics.averagePrecision)
  return {
    ...{ kind: 'estimator', name: manifest.name, sha256, rule },
    ...(labelledTrainingData === undefined ? {} : { labelledTrainingData }),
    ...(heldOut.success ? { heldOutAveragePrecision: heldOut.data } : {}),
  }
}

/**
 * Whether weights say that this estimator labelled what they were trained on: `provenance.labelledBy` is its name, or the SHA-256
 * of one of its models. Undefined when they do not say who did.
 */
export function hasLabelled(
  { estimator: { manifest } }: OpenedJudge,
  { provenance: { labelledBy } }: WeightsManifest,
): boolean | undefined {
  if (typeof labelledBy !== 'string') return undefined
  return labelledBy === manifest.name || manifest.files.some(({ sha256 }) => sha256 === labelledBy)
}

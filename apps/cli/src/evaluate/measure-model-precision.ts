import type { Face } from '@animegan/core'
import type { ChooseTagsOptions } from '@animegan/dataset'
import type { MeasureTagPrecisionOptions, ModelIdentity, TagPrecision } from '@animegan/evaluation'
import type { JudgedImages } from '@animegan/evaluation/figures'
import { toRgb } from './face-pixels.js'
import { identifyModel } from './identities.js'
import { joinVerdicts, redrawJudged } from './judged-images.js'
import type { OpenedModel } from './open-model.js'
import { describeJudge, hasLabelled, type OpenedJudge } from './precision-judge.js'
import { openVerdicts } from './precision-verdicts.js'

export interface MeasureModelPrecisionOptions
  extends Pick<
    MeasureTagPrecisionOptions<Face>,
    'tags' | 'images' | 'seed' | 'truncation' | 'onProgress' | 'signal'
  > {
  model: OpenedModel
  judge: OpenedJudge
  /** When a tag counts as shown. */
  rule?: ChooseTagsOptions | undefined
  /** Whether the judge labelled what the model was trained on. Default: what the weights say, see `hasLabelled`. */
  labelledTrainingData?: boolean | undefined
  /** Folder where it is kept what was seen, so that measuring goes on where it was stopped. */
  cache: string
  /** Called with the first 20 images of each tag. */
  onImages?: ((judged: JudgedImages) => void) | undefined
}

/** Raised when the code would see something else for the same settings. */
const version = 1

/** Precision per tag of a model. JSON as it stands. */
export interface ModelPrecision extends TagPrecision {
  model: ModelIdentity
}

/**
 * The paper's Table 2 for a model, judged by a tag estimator. Throws as `measureTagPrecision` and `chooseTags` do, `NOT_WRITABLE`,
 * and `INVALID_MANIFEST` when a model is not what its manifest says.
 */
export async function measureModelPrecision({
  model,
  judge,
  labelledTrainingData,
  cache,
  onImages,
  ...options
}: MeasureModelPrecisionOptions): Promise<ModelPrecision> {
  const { chooseTags, defaultThreshold } = await import('@animegan/dataset')
  const { defaultTagImages, measureTagPrecision } = await import('@animegan/evaluation')
  const { images = defaultTagImages, seed = 0, truncation, signal } = options
  const { estimator } = judge
  const schema = estimator.manifest.tags
  const { threshold = defaultThreshold, thresholds = {} } = options.rule ?? {}
  const rule = { threshold, thresholds }
  // Refuses wrong thresholds before anything is drawn.
  chooseTags({}, schema, rule)
  const { input, preprocessing, outputs } = estimator.manifest
  const kept = await openVerdicts(cache, {
    ...{ version, weights: model.sha256, images, seed, truncation },
    judge: { sha256: judge.modelSha256, input, preprocessing, output: outputs.tags, schema, rule },
  })
  const precision = await measureTagPrecision<Face>({
    ...options,
    manifest: model.manifest,
    judge: describeJudge(judge, rule, labelledTrainingData ?? hasLabelled(judge, model.manifest)),
    knownTags: schema.tags.map(({ id }) => id),
    draw: (plans) => model.generator.generate({ plans, signal }),
    lookFor: async (face) =>
      chooseTags(await estimator.estimate(toRgb(face), `the face of seed ${face.seed}`), schema, rule),
    finished: kept.finished,
    async onTag(verdicts, faces) {
      await kept.add(verdicts)
      onImages?.(joinVerdicts(verdicts, faces))
    },
  })
  const measured = new Set(precision.tags.map(({ id }) => id))
  for (const verdicts of onImages ? kept.finished : []) {
    if (measured.has(verdicts.id))
      onImages?.(await redrawJudged(model, verdicts, { seed, truncation }, signal))
  }
  return { ...precision, model: identifyModel(model) }
}

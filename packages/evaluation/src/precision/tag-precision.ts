/** Who said whether an image shows a tag. */
export type PrecisionJudge = EstimatorJudge | { kind: 'hand' }

/** A tag estimator, and by what rule it decided. */
export interface EstimatorJudge {
  kind: 'estimator'
  name: string
  /** Of its ONNX file. */
  sha256: string
  /**
   * A tag is shown when its probability is above `threshold`, or above its own or its group's among `thresholds`. Of an exclusive
   * group the most probable tag alone is shown, however low.
   */
  rule: { threshold: number; thresholds: Record<string, number> }
  /**
   * Whether it labelled the pictures that the generator was trained on. If so, the numbers tell whether the generator agrees with
   * it, mistakes included. Absent when that is not known.
   */
  labelledTrainingData?: boolean | undefined
  /** Average precision, 0 to 1, of its tags on pictures held out, by id, where its manifest tells. */
  heldOutAveragePrecision?: Record<string, number> | undefined
}

/** How often one tag was shown when it was asked for. */
export interface TagPrecisionRow {
  /** Of the tag. */
  id: string
  /** Images that were to show it, and that were judged. */
  asked: number
  /** Those of them that show it. */
  shown: number
  /** shown / asked. */
  precision: number
  /** 95% confidence interval of the precision: Wilson's. */
  low: number
  high: number
  /**
   * What a generator that ignores tags would get: the share of the images for other tags that show this one. Absent when the
   * judge was not asked about these, as a person is not.
   */
  chance?: number | undefined
  /** The paper's, for a tag that it has. */
  paper?: number | undefined
}

/** The mean over some tags. */
export interface MeanPrecision {
  /** Id of the group of tags; absent for all tags. */
  group?: string | undefined
  /** How many tags were averaged. */
  tags: number
  precision: number
  /** 95% confidence interval of the mean, rather too wide than too narrow. */
  low: number
  high: number
  /** Of the chance levels of the same tags, where all have one. */
  chance?: number | undefined
  /** Of the paper's numbers for the same tags, where it has all of them. */
  paper?: number | undefined
}

/** Precision per tag, as in the paper's Table 2: one tag fixed, the rest by chance. JSON as it stands. */
export interface TagPrecision {
  /** Images that were planned for each tag. */
  images: number
  /** That the images were planned with. */
  seed: number
  /** Of the latents; absent: none. */
  truncation?: number | undefined
  judge: PrecisionJudge
  /** In schema order. */
  tags: TagPrecisionRow[]
  /** Of all tags, then of each group of the schema that has tags here. */
  means: MeanPrecision[]
  /** Sentences for people. */
  warnings: string[]
}

/** What can be wrong with a data set; programs count by it. */
export type ProblemCode =
  | 'bad-line'
  | 'missing-image'
  | 'bad-image'
  | 'wrong-hash'
  | 'wrong-size'
  | 'repeated-file-name'
  | 'unlisted-image'
  | 'unknown-tag'
  | 'contradicting-tags'
  | 'missing-tag'
  | 'bad-score'
  | 'contradicting-score'
  | 'bad-year'
  | 'bad-attribute'
  | 'image-in-two-splits'
  | 'duplicates-in-two-splits'
  | 'relatives-in-two-splits'
  | 'picture-in-two-splits'
  | 'work-in-two-splits'

/** One thing that is wrong. */
export interface Problem {
  code: ProblemCode
  /** Line of metadata.jsonl, from 1; absent for a file that no line lists. */
  line?: number
  file_name?: string
  /** A sentence for people. */
  detail: string
}

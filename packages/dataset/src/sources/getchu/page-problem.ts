/** Why a page could not be read. */
export interface PageProblem {
  problem: 'age-gate' | 'page-changed'
  /** What was looked for, and what was there. */
  detail: string
}

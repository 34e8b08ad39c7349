import type { EstimatorJudge, Report } from '@animegan/evaluation'
import type { OpenedExtractor } from '../open-estimator.js'
import type { OpenedJudge } from './precision-judge.js'
import type { OpenedPictures } from './real-pictures.js'
import type { ReportModel } from './report-models.js'
import type { ReportParts } from './report-parts.js'

/** What the parts of a report are measured with. */
export interface ReportContext {
  /** Folder of the report. */
  out: string
  /** Folder of the real pictures. */
  dir: string
  models: readonly ReportModel[]
  /** Each with the real pictures, whose features are its own. */
  extractors: readonly { extractor: OpenedExtractor; data: OpenedPictures }[]
  /** Tell the tags of faces. */
  judges: readonly OpenedJudge[]
  /** Where features, and what a judge saw, are kept. */
  cache: string
  settings: Report['settings']
  /** When a judge's tag counts as shown. */
  rule: EstimatorJudge['rule']
  device: 'cpu' | 'webgpu' | 'cuda'
  threads?: number | undefined
  signal: AbortSignal
  onProgress(progress: { stage: string; done: number; total?: number | undefined }): void
}

/** Measures one part and puts what came of it into the report. */
export type ReportJob = (parts: ReportParts, report: Report) => Promise<void>

/** Makes the jobs of one kind. */
export type PlanReportJobs = (context: ReportContext) => ReportJob[]

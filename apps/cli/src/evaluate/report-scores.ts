import { FidEntry, PrecisionEntry, ScoresEntry } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { identifyExtractor } from './identities.js'
import { measureFid } from './measure-fid.js'
import { measureModelPrecision } from './measure-model-precision.js'
import { measureScores } from './measure-scores.js'
import type { PlanReportJobs } from './report-context.js'

const Fid = z.omit(FidEntry, { model: true })
const Scores = z.omit(ScoresEntry, { model: true })
const Precision = z.omit(PrecisionEntry, { model: true })

/** FID by the paper's protocol, of each model by each extractor. */
export const planFidJobs: PlanReportJobs = ({ models, extractors, settings, signal, onProgress }) =>
  extractors.flatMap(({ extractor, data }) =>
    models.map(({ id, model }) => async (parts, report) => {
      const { samples, trials, seed } = settings
      const identity = identifyExtractor(extractor)
      const result = await parts.run({
        name: `FID by ${identity.name}`,
        model: id,
        settings: {
          ...{ model: model.sha256, pictures: data.identity.sha256, extractor: identity },
          ...{ samples, trials, seed },
        },
        schema: Fid,
        measure: async () => {
          const report = (progress: { done: number; total: number }) =>
            onProgress({ stage: 'fakes', ...progress })
          const fid = { model, data, extractor, samples, trials, seed, signal, onProgress: report }
          return z.parse(Fid, { ...(await measureFid(fid)), estimator: identity.name })
        },
      })
      if (result !== undefined) report.fid.push({ model: id, ...result })
    }),
  )

/** KID, precision and recall and the others, of each model by each extractor. */
export const planScoreJobs: PlanReportJobs = ({ models, extractors, settings, signal, onProgress }) =>
  extractors.flatMap(({ extractor, data }) =>
    models.map(({ id, model }) => async (parts, report) => {
      const { samples, seed } = settings
      const identity = identifyExtractor(extractor)
      const result = await parts.run({
        name: `scores by ${identity.name}`,
        model: id,
        settings: {
          ...{ model: model.sha256, pictures: data.identity.sha256, extractor: identity },
          ...{ samples, seed },
        },
        schema: Scores,
        measure: async () => {
          const scores = await measureScores({ model, data, extractor, samples, seed, signal, onProgress })
          return z.parse(Scores, { ...scores, estimator: identity.name })
        },
      })
      if (result !== undefined) report.scores.push({ model: id, ...result })
    }),
  )

/** Precision per tag, of each model by each judge. */
export const planPrecisionJobs: PlanReportJobs = ({
  models,
  judges,
  rule,
  cache,
  settings,
  signal,
  onProgress,
}) =>
  judges.flatMap((judge) =>
    models.map(({ id, model }) => async (parts, report) => {
      const { images, seed } = settings
      const result = await parts.run({
        name: `precision of tags by ${judge.estimator.manifest.name}`,
        model: id,
        settings: {
          ...{ model: model.sha256, judge: judge.modelSha256, rule, images, seed },
          labelledBy: model.manifest.provenance.labelledBy ?? null,
        },
        schema: Precision,
        measure: async () => {
          const report = (progress: { done: number; total: number }) =>
            onProgress({ stage: 'faces', ...progress })
          const precision = { model, judge, rule, images, seed, cache, signal, onProgress: report }
          return z.parse(Precision, await measureModelPrecision(precision))
        },
      })
      if (result !== undefined) report.precision.push({ model: id, ...result })
    }),
  )

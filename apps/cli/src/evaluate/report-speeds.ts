import { cpus, platform } from 'node:os'
import { SpeedEntry } from '@animegan/evaluation'
import * as z from 'zod/mini'
import type { PlanReportJobs } from './report-context.js'

const rounds = 15
const warmUp = 2

const Speeds = z.omit(SpeedEntry, { models: true })
/** Medians by the SHA-256 of each model. */
const Measured = z.extend(Speeds, {
  models: z.record(z.string(), z.object({ median: z.number(), lower: z.number(), upper: z.number() })),
})

/** How long one face takes, of all models in turn: one part, for speeds that are measured apart are not comparable. */
export const planSpeedJobs: PlanReportJobs = ({ models, settings, device, threads, signal, onProgress }) => [
  async (parts, report) => {
    const surroundings = {
      machine: {
        processor: cpus()[0]?.model.trim() || 'an unknown processor',
        cores: cpus().length,
        system: `${platform()} ${process.arch}`,
        node: process.versions.node,
      },
      ...{ device, ...(threads === undefined ? {} : { threads }), rounds, warmUp },
    }
    const { seed } = settings
    const hashes = models.map(({ model }) => model.sha256)
    const result = await parts.run({
      name: 'speeds',
      settings: { ...surroundings, models: hashes, seed },
      schema: Measured,
      measure: async () => {
        const { measureSpeeds } = await import('@animegan/evaluation')
        const draw = ({ model }: (typeof models)[number]) => {
          let next = seed
          return () => model.generator.generate({ seed: next++ })
        }
        const runs = Object.fromEntries(models.map((model, i) => [hashes[i]!, draw(model)]))
        const report = (progress: { done: number; total: number }) =>
          onProgress({ stage: 'faces', ...progress })
        const measured = await measureSpeeds({ runs, rounds, warmUp, signal, onProgress: report })
        return { ...surroundings, models: measured }
      },
    })
    if (result === undefined) return
    report.speed = {
      ...result,
      models: models.map(({ id, model }) => ({ model: id, ...result.models[model.sha256]! })),
    }
  },
]

import { ModelEntry } from '@animegan/evaluation'
import { loadPictures } from '../load-pictures.js'
import type { PlanReportJobs } from './report-context.js'

/**
 * Whether each model was trained on the real pictures, by the SHA-256 of its training data that its manifest has; that of others stays
 * `unknown`. Decodes the pictures, and holds them meanwhile.
 */
export const planTrainingJobs: PlanReportJobs = ({ dir, models, extractors, signal }) =>
  models.flatMap(({ id, model: { manifest } }) => {
    const { dataSha256 } = manifest.provenance
    if (typeof dataSha256 !== 'string') return []
    return async (parts, report) => {
      const result = await parts.run({
        name: 'training pictures',
        model: id,
        settings: {
          ...{ dataSha256, pictures: extractors[0]!.data.identity.sha256 },
          ...{ resolution: manifest.output.resolution, tags: manifest.tags },
        },
        schema: ModelEntry.shape.trainedOnDataset,
        measure: async () => {
          const { fingerprintData } = await import('@animegan/train')
          const data = await loadPictures(dir, manifest.output.resolution, manifest.tags, signal)
          return fingerprintData(data) === dataSha256 ? 'yes' : 'no'
        },
      })
      const entry = report.models.find((entry) => entry.id === id)
      if (result !== undefined && entry !== undefined) entry.trainedOnDataset = result
    }
  })

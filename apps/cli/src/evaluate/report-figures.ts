import { figureNames, planFigure } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { findNeighbours } from './find-neighbours.js'
import { identifyExtractor } from './identities.js'
import { composeNeighbourSheet } from './neighbour-sheet.js'
import type { PlanReportJobs } from './report-context.js'
import { addSheet, drawTwice, nameSheet, Sheet, writeSheet } from './report-sheets.js'

/** The figures that a model draws by itself: 1 to 4, 9 to 12 and 15. */
export const planFigureJobs: PlanReportJobs = ({ out, models, settings, signal, onProgress }) =>
  figureNames.flatMap((name) =>
    models.map(({ id, model }) => async (parts, report) => {
      const { seed } = settings
      const made = { model: model.sha256, seed }
      const result = await parts.run({
        name: `figure ${name}`,
        model: id,
        settings: made,
        schema: z.extend(Sheet, { numbers: z.array(z.int()) }),
        listFiles: ({ file, bare }) => [file, bare],
        measure: async () => {
          const plan = planFigure(name, model.manifest, { seed })
          const { composeFigure } = await import('@animegan/evaluation/figures')
          const faces = await model.generator.generate({
            plans: plan.rows.flatMap(({ plans }) => plans),
            signal,
            onProgress: (progress) => onProgress({ stage: 'faces', ...progress }),
          })
          const { title, caption } = plan
          const { version } = model.manifest
          const note = `${model.name} ${version} (${model.dtype}), seed ${seed}`
          const picture = await drawTwice({ ...composeFigure(plan, faces), title, caption, note })
          const sheet = await writeSheet(out, nameSheet(name, model.name, made), picture)
          return { ...sheet, numbers: [...plan.paperFigures] }
        },
      })
      if (result !== undefined) {
        const { numbers, ...sheet } = result
        addSheet(report, { name, numbers }, sheet, id)
      }
    }),
  )

/** Figure 14: the training pictures nearest to random faces, by the first extractor. */
export const planNeighbourJobs: PlanReportJobs = ({
  out,
  models,
  extractors,
  settings,
  signal,
  onProgress,
}) =>
  extractors.slice(0, 1).flatMap(({ extractor, data }) =>
    models.map(({ id, model }) => async (parts, report) => {
      const { seed } = settings
      const identity = identifyExtractor(extractor)
      const made = {
        ...{ model: model.sha256, pictures: data.identity.sha256, extractor: identity, seed },
      }
      const result = await parts.run({
        name: 'nearest training pictures',
        model: id,
        settings: made,
        schema: Sheet,
        listFiles: ({ file, bare }) => [file, bare],
        measure: async () => {
          const found = await findNeighbours({ model, data, extractor, seed, signal, onProgress })
          const picture = await drawTwice(await composeNeighbourSheet(found))
          return writeSheet(out, nameSheet('neighbours', model.name, made), picture)
        },
      })
      if (result !== undefined) addSheet(report, { name: 'neighbours', numbers: [14] }, result, id)
    }),
  )

/** Pictures on the map, at most: the paper's number. */
const mapPictures = 1500

/** Figure 6: a map of the real pictures, by the first extractor. */
export const planMapJobs: PlanReportJobs = ({ out, models, extractors, settings, signal, onProgress }) =>
  extractors.slice(0, 1).map(({ extractor, data }) => async (parts, report) => {
    const { seed } = settings
    const identity = identifyExtractor(extractor)
    const made = { pictures: data.identity.sha256, extractor: identity, seed, most: mapPictures }
    const result = await parts.run({
      name: 'map of the real pictures',
      settings: made,
      schema: Sheet,
      listFiles: ({ file, bare }) => [file, bare],
      measure: async () => {
        const { drawMap, sampleIndices } = await import('@animegan/dataset')
        const places = sampleIndices(data.records.length, mapPictures, seed)
        const { png, trustworthiness } = await drawMap({
          folder: data.dir,
          records: places.map((place) => data.records[place]!),
          features: await data.features.read(places),
          featuresName: `features of ${identity.name}`,
          schema: models[0]!.model.manifest.tags,
          title: '',
          ...{ seed, steps: 500, signal },
          onProgress: (progress) => onProgress({ stage: 't-SNE, steps', ...progress }),
        })
        const caption = `${places.length} of the real pictures, like ones together: t-SNE on features of ${identity.name}, trustworthiness ${trustworthiness.toFixed(3)}.`
        const title = 'A map of the real pictures'
        return writeSheet(out, nameSheet('map', '', made), { title, caption, whole: png, bare: png })
      },
    })
    if (result !== undefined) addSheet(report, { name: 'map', numbers: [6] }, result)
  })

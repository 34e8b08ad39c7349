import { figureNames } from '@animegan/evaluation'
import * as z from 'zod/mini'
import { findNeighbours } from './find-neighbours.js'
import { identifyExtractor } from './identities.js'
import { composeModelFigure } from './model-figure.js'
import { composeNeighbourSheet } from './neighbour-sheet.js'
import type { PlanReportJobs } from './report-context.js'
import { addSheet, nameSheet, Sheet, writeSheet } from './report-sheets.js'

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
          const report = (progress: { done: number; total: number }) =>
            onProgress({ stage: 'faces', ...progress })
          const figure = await composeModelFigure({ model, name, seed, signal, onProgress: report })
          const sheet = await writeSheet(out, nameSheet([name, model.name], made), figure)
          return { ...sheet, numbers: [...figure.paperFigures] }
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
          const figure = await composeNeighbourSheet(found)
          const { title, caption } = figure
          const name = nameSheet(['neighbours', model.name], made)
          return writeSheet(out, name, { title, caption, figure })
        },
      })
      if (result !== undefined) addSheet(report, { name: 'neighbours', numbers: [14] }, result, id)
    }),
  )

/** Pictures on the map, at most: the paper's number. */
const mapPictures = 1500
/** Side of the map in pixels. */
const mapSide = 1600

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
          ...{ seed, steps: 500, side: mapSide, signal },
          onProgress: (progress) => onProgress({ stage: 't-SNE, steps', ...progress }),
        })
        const { decodePng } = await import('@animegan/runtime-node')
        const figure = {
          title: 'A map of the real pictures',
          caption: `${formatCount(places.length)} of ${formatCount(data.records.length)} real pictures, laid out by t-SNE so that like ones stand together.`,
          note: `By features of ${identity.name}; trustworthiness ${trustworthiness.toFixed(3)}, seed ${seed}`,
          rows: [{ cells: [{ picture: decodePng(png) }] }],
          cellSize: mapSide,
        }
        return writeSheet(out, nameSheet(['map'], made), { ...figure, figure })
      },
    })
    if (result !== undefined) addSheet(report, { name: 'map', numbers: [6] }, result)
  })

const formatCount = (count: number): string => count.toLocaleString('en')

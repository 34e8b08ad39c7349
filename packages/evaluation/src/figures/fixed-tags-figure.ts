import { InvalidInputError, planFaces, type TagSchema, type WeightsManifest } from '@animegan/core'
import {
  arrangeRows,
  chooseFigureSize,
  type FigurePlan,
  middleAttributes,
  nameSeeds,
  nameTags,
  type PlanFigureOptions,
  repeatVector,
} from './figure-plan.js'
import { findMissingTags } from './tag-sets.js'

/** Of the paper's Figure 3. */
const paperTags = ['silver-hair', 'long-hair', 'blush', 'smile', 'open-mouth', 'blue-eyes']

/**
 * Plans the paper's Figure 3: the same tags throughout, random noise. An exclusive group without a tag gets one by the seed, which
 * all faces share.
 */
export function planFixedTagsFigure(manifest: WeightsManifest, options: PlanFigureOptions): FigurePlan {
  const { seed = 0, truncation, tags = listPaperTags(manifest.tags) } = options
  const { rows, columns } = chooseFigureSize(options, { rows: 4, columns: 8 })
  const count = rows * columns
  const attributes = middleAttributes(manifest.tags)
  const [first] = planFaces(manifest, { seed, tags, attributes })
  const conditions = repeatVector(first!.condition, count)
  return {
    name: 'fixed-tags',
    paperFigures: [3],
    title: 'The same tags, random noise',
    caption:
      `All characters have the tags ${nameTags(manifest.tags, first!.tags)}; their noise is drawn by the ` +
      `${nameSeeds(seed, count)}.`,
    rows: arrangeRows(planFaces(manifest, { seed, count, conditions, truncation }), columns),
  }
}

function listPaperTags(schema: TagSchema): string[] {
  const missing = findMissingTags(schema, paperTags)
  if (missing.length === 0) return paperTags
  throw new InvalidInputError(
    'INVALID_OPTION',
    `tags: expected some of the model's own, since tag schema "${schema.name}" lacks the paper's: ${missing.join(', ')}`,
  )
}

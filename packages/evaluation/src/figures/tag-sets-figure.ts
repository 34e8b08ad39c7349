import { encodeCondition, InvalidInputError, planFaces, type WeightsManifest } from '@animegan/core'
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
import { findMissingTags, paperTagSets, type TagSet } from './tag-sets.js'

/** Plans the paper's Figure 11: well-learnt tags against badly-learnt ones, the same random noise for each set. */
export function planTagSetsFigure(manifest: WeightsManifest, options: PlanFigureOptions): FigurePlan {
  const { seed = 0, truncation, tagSets = paperTagSets } = options
  const schema = manifest.tags
  checkTagSets(manifest, tagSets)
  const { rows, columns } = chooseFigureSize(options, { rows: 2, columns: 8 })
  const count = rows * columns
  const attributes = middleAttributes(schema)
  const planned = tagSets.flatMap(({ tags }, i) => {
    const conditions = repeatVector(encodeCondition(schema, { tags: [...tags], attributes }), count)
    const [first, ...others] = arrangeRows(
      planFaces(manifest, { seed, count, conditions, truncation }),
      columns,
    )
    return [{ ...first!, heading: `${letter(i)} ${nameTags(schema, tags)}` }, ...others]
  })
  const nameSets = (learnt: TagSet['learnt']) =>
    tagSets.flatMap((set, i) => (set.learnt === learnt ? [letter(i)] : [])).join(' and ')
  const chosen = tagSets === paperTagSets ? 'in the paper’s model' : 'by the precision measured of each tag'
  return {
    name: 'tag-sets',
    paperFigures: [11],
    title: 'Well-learnt and badly-learnt tags',
    caption:
      `The tags of ${nameSets('well')} are well learnt, those of ${nameSets('badly')} badly, ${chosen}. The noise of each ` +
      `set is drawn by the same ${nameSeeds(seed, count)}.`,
    rows: planned,
  }
}

const letter = (i: number): string => `(${String.fromCharCode(97 + i)})`

function checkTagSets({ tags: schema, name }: WeightsManifest, sets: readonly TagSet[]): void {
  const missing = [...new Set(sets.flatMap(({ tags }) => findMissingTags(schema, tags)))]
  if (missing.length === 0) return
  throw new InvalidInputError(
    'UNKNOWN_TAG',
    `weights "${name}" lack tags of this figure: ${missing.join(', ')}; choose the tags by a measured precision per tag`,
  )
}

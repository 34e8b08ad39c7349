import { attributeLimits, type TagSchema, type WeightsManifest } from '@animegan/core'
import { type CharacterSettings, strongest } from '../character/character-settings'
import { settleSettings } from '../character/settle-settings'
import { type Axis, type AxisValue, applyValue, listValues } from './axis'
import type { GridSettings } from './grid-query'

/** Characters row by row, and where each row and column is on its axis. */
export interface GridPlan {
  rows: AxisValue[]
  columns: AxisValue[]
  cells: CharacterSettings[][]
}

/** The characters of a grid. All but what the axes change is as in the settled base. */
export function planGrid(manifest: WeightsManifest, grid: GridSettings): GridPlan {
  const { tags: schema } = manifest
  const base = settleSettings(manifest, grid.base)
  const [rowAxis, columnAxis] = [fitAxis(schema, grid.rows), fitAxis(schema, grid.columns)]
  const [rows, columns] = [listValues(schema, rowAxis), listValues(schema, columnAxis)]
  const cells = rows.map((row) => {
    const start = applyValue(schema, base, rowAxis, row)
    return columns.map((column) => applyValue(schema, start, columnAxis, column))
  })
  return { rows, columns, cells }
}

/** The axis as far as a model can follow it: nothing changes along one that the model lacks, and ranges end where it ends. */
export function fitAxis(schema: TagSchema, axis: Axis): Axis {
  const clamp = (least: number, greatest: number, value: number) => Math.min(Math.max(value, least), greatest)
  switch (axis.kind) {
    case 'tag': {
      if (!schema.tags.some(({ id }) => id === axis.id)) return { kind: 'none' }
      const [from, to] = [axis.from, axis.to].map((value) => clamp(-strongest, strongest, value))
      return { ...axis, from: from!, to: to! }
    }
    case 'attribute': {
      const attribute = schema.attributes.find(({ id }) => id === axis.id)
      if (!attribute) return { kind: 'none' }
      const [from, to] = [axis.from, axis.to].map((value) => clamp(...attributeLimits(attribute), value))
      return { ...axis, from: from!, to: to! }
    }
    case 'group':
      return schema.tags.some(({ group }) => group === axis.id) ? axis : { kind: 'none' }
    default:
      return axis
  }
}

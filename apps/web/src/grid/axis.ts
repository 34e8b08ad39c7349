import type { TagSchema } from '@animegan/core'
import type { CharacterSettings } from '../character/character-settings'

/** What changes from row to row or from column to column. */
export type Axis =
  | { kind: 'none' }
  /** A tag as a slider: -1 is off, +1 on, and beyond is exaggerated. */
  | ({ kind: 'tag'; id: string } & Range)
  /** Such as the year, in its own unit. */
  | ({ kind: 'attribute'; id: string } & Range)
  | ({ kind: 'truncation' } & Range)
  /** Other drawings of the same tags: this seed and those after it. */
  | { kind: 'seed'; first: number; steps: number }
  /** Each tag of a group of which a face has one, as hair colours. */
  | { kind: 'group'; id: string }
  /** The same character by several models. */
  | { kind: 'model'; ids: readonly string[] }

interface Range {
  from: number
  to: number
  /** At least 2. */
  steps: number
}

/** Most rows, and most columns, that a range gives. */
export const mostSteps = 12

/** A place on an axis: a number, or the id of a tag or a model; undefined on an axis along which nothing changes. */
export type AxisValue = number | string | undefined

/** The places on an axis, in order; both ends of a range are exact. */
export function listValues(schema: TagSchema, axis: Axis): AxisValue[] {
  switch (axis.kind) {
    case 'none':
      return [undefined]
    case 'seed':
      return Array.from({ length: axis.steps }, (_, i) => axis.first + i)
    case 'group':
      return schema.tags.filter(({ group }) => group === axis.id).map(({ id }) => id)
    case 'model':
      return [...axis.ids]
    default:
      return spreadRange(axis)
  }
}

function spreadRange({ from, to, steps }: Range): number[] {
  return Array.from({ length: steps }, (_, i) =>
    i === steps - 1 ? to : Number((from + ((to - from) * i) / (steps - 1)).toFixed(4)),
  )
}

/** A settled character moved to a place on an axis; all else stays. */
export function applyValue(
  schema: TagSchema,
  settings: CharacterSettings,
  axis: Axis,
  value: AxisValue,
): CharacterSettings {
  switch (axis.kind) {
    case 'none':
      return settings
    case 'tag':
      return { ...settings, strengths: { ...settings.strengths, [axis.id]: Number(value) } }
    case 'attribute':
      return { ...settings, attributes: { ...settings.attributes, [axis.id]: Number(value) } }
    case 'truncation':
      return { ...settings, truncation: Number(value) }
    case 'seed':
      return { ...settings, seed: Number(value), mixes: [] }
    case 'model':
      return { ...settings, model: String(value) }
    case 'group': {
      const group = schema.tags.filter((tag) => tag.group === axis.id).map(({ id }) => id)
      const others = <Value>(record: Readonly<Record<string, Value>>) =>
        Object.fromEntries(Object.entries(record).filter(([id]) => !group.includes(id)))
      return {
        ...settings,
        tags: { ...others(settings.tags), [String(value)]: true },
        strengths: others(settings.strengths),
      }
    }
  }
}

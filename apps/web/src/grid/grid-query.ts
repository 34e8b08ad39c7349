import type { CharacterSettings } from '../character/character-settings'
import { formatSettings, parseSettings } from '../character/settings-query'
import { type Axis, mostSteps } from './axis'

/** A character, and what changes along rows and columns. */
export interface GridSettings {
  base: CharacterSettings
  rows: Axis
  columns: Axis
}

/** The whole grid as the query of a link: that of its character, and its axes. */
export function formatGrid({ base, rows, columns }: GridSettings): string {
  return `${formatSettings(base)}&rows=${formatAxis(rows)}&columns=${formatAxis(columns)}`
}

/** Reads the query of a link; a link to a character on any page has the usual axes. What makes no sense is left out. */
export function parseGrid(query: string, fallbackSeed: number): GridSettings {
  const values = new URLSearchParams(query)
  const { settings } = parseSettings(query, fallbackSeed)
  return {
    base: { ...settings, count: 1, lock: 'none' },
    rows: parseAxis(values.get('rows') ?? '') ?? { kind: 'tag', id: 'smile', from: -1, to: 1, steps: 3 },
    columns: parseAxis(values.get('columns') ?? '') ?? { kind: 'group', id: 'hair-colour' },
  }
}

function formatAxis(axis: Axis): string {
  switch (axis.kind) {
    case 'none':
      return 'none'
    case 'tag':
    case 'attribute':
      return [axis.kind, axis.id, axis.from, axis.to, axis.steps].join(':')
    case 'truncation':
      return [axis.kind, axis.from, axis.to, axis.steps].join(':')
    case 'seed':
      return [axis.kind, axis.first, axis.steps].join(':')
    case 'group':
      return [axis.kind, axis.id].join(':')
    case 'model':
      return [axis.kind, ...axis.ids].join(':')
  }
}

function parseAxis(text: string): Axis | undefined {
  const [kind, ...rest] = text.split(':')
  const range = (parts: readonly string[]) => {
    const [from = Number.NaN, to = Number.NaN, steps = Number.NaN] = parts.map(Number)
    const isRange = parts.length === 3 && Number.isFinite(from) && Number.isFinite(to) && isSteps(steps, 2)
    return isRange ? { from, to, steps } : undefined
  }
  const [id = '', ...others] = rest
  switch (kind) {
    case 'none':
      return { kind }
    case 'tag':
    case 'attribute': {
      const limits = range(others)
      return isId(id) && limits ? { kind, id, ...limits } : undefined
    }
    case 'truncation': {
      const limits = range(rest)
      return limits && limits.from > 0 && limits.to > 0 ? { kind, ...limits } : undefined
    }
    case 'seed': {
      const [first = Number.NaN, steps = Number.NaN] = rest.map(Number)
      const isSeed = Number.isSafeInteger(first + mostSteps) && first >= 0
      return isSeed && isSteps(steps, 1) ? { kind, first, steps } : undefined
    }
    case 'group':
      return isId(id) ? { kind, id } : undefined
    case 'model': {
      const ids = rest.filter((each) => /^[\w.-]+$/.test(each)).slice(0, mostSteps)
      return ids.length > 0 ? { kind, ids } : undefined
    }
    default:
      return undefined
  }
}

const isSteps = (value: number, least: number): boolean =>
  Number.isInteger(value) && value >= least && value <= mostSteps

const isId = (text: string): boolean => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)

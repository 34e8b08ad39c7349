import {
  type CharacterSettings,
  createSettings,
  defaultTruncation,
  type Lock,
  locks,
  mostCharacters,
  strongest,
} from './character-settings'
import { formatMixes, parseMixes } from './noise-mixes'

/** Grows when old links would mean something else. */
const version = '1'

/** A part of a link that means nothing; the settings have the default there. */
export interface QueryProblem {
  name: string
  value: string
}

/** The whole of some settings as the query of a link; what is as usual is left out. */
export function formatSettings(settings: CharacterSettings): string {
  const { model, seed, tagSeed, mixes, truncation, tags, strengths, attributes, count, lock } = settings
  const chosen = (value: boolean) => Object.keys(tags).filter((id) => tags[id] === value)
  const parts: [name: string, value: string][] = [
    ['v', version],
    ['model', model],
    ['seed', `${seed}`],
    ['tagseed', tagSeed === seed ? '' : `${tagSeed}`],
    ['mix', formatMixes(mixes)],
    ['trunc', truncation === defaultTruncation ? '' : `${truncation ?? 'none'}`],
    ['on', chosen(true).join(',')],
    ['off', chosen(false).join(',')],
    ['push', joinPairs(Object.entries(strengths))],
    ['attr', joinPairs(Object.entries(attributes))],
    ['n', count === 1 ? '' : `${count}`],
    ['lock', lock === 'none' ? '' : lock],
  ]
  return parts
    .filter(([, value]) => value !== '')
    .map(
      ([name, value]) => `${name}=${encodeURIComponent(value).replaceAll('%2C', ',').replaceAll('%3A', ':')}`,
    )
    .join('&')
}

/**
 * Reads the query of a link. Whatever is missing or wrong there is as in `createSettings(fallbackSeed)`, and `problems` names what is
 * wrong. Whether the model has these tags is for `fitSettings` to say.
 */
export function parseSettings(
  query: string,
  fallbackSeed: number,
): { settings: CharacterSettings; problems: QueryProblem[] } {
  const values = new URLSearchParams(query)
  const problems: QueryProblem[] = []
  const defaults = createSettings(fallbackSeed)

  /** `read` returns undefined for what it cannot read. */
  const take = <Value>(name: string, read: (value: string) => Value | undefined, fallback: Value): Value => {
    const value = values.get(name)
    if (value === null || value === '') return fallback
    const taken = read(value)
    if (taken === undefined) problems.push({ name, value })
    return taken ?? fallback
  }

  const form = values.get('v') ?? version
  if (form !== version) return { settings: defaults, problems: [{ name: 'v', value: form }] }
  const seed = take('seed', readSeed, defaults.seed)
  const on = take('on', readNames, [])
  const off = take('off', readNames, [])
  const settings: CharacterSettings = {
    model: take('model', (value) => (/^[\w.-]+$/.test(value) ? value : undefined), defaults.model),
    seed,
    tagSeed: take('tagseed', readSeed, seed),
    mixes: take('mix', parseMixes, []),
    truncation: values.get('trunc') === 'none' ? undefined : take('trunc', readTruncation, defaultTruncation),
    tags: Object.fromEntries([...off.map((id) => [id, false]), ...on.map((id) => [id, true])]),
    strengths: take('push', (value) => readPairs(value, strongest), {}),
    attributes: take('attr', (value) => readPairs(value, 1e6), {}),
    count: take('n', (value) => readInteger(value, 1, mostCharacters), 1),
    lock: take<Lock>('lock', (value) => locks.find((lock) => lock === value), 'none'),
  }
  return { settings, problems }
}

function joinPairs(pairs: readonly (readonly [string, number])[]): string {
  return pairs.map(([name, value]) => `${name}:${Number(value.toFixed(10))}`).join(',')
}

function readNumber(text: string, least: number, greatest: number): number | undefined {
  const value = Number(text)
  return /^-?\d+(\.\d+)?$/.test(text) && value >= least && value <= greatest ? value : undefined
}

function readInteger(text: string, least: number, greatest: number): number | undefined {
  const value = readNumber(text, least, greatest)
  return Number.isInteger(value) ? value : undefined
}

// Pictures of the command may have any.
const readTruncation = (text: string) => readNumber(text, 0.001, 100)

// Sixteen characters have sixteen seeds, all of which must be safe integers.
const readSeed = (text: string) => readInteger(text, 0, Number.MAX_SAFE_INTEGER - mostCharacters)

const isId = (text: string) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)

function readNames(text: string): string[] | undefined {
  const names = text.split(',')
  return names.every(isId) ? names : undefined
}

function readPairs(text: string, greatest: number): Record<string, number> | undefined {
  const pairs = text.split(',').map((pair) => {
    const [name = '', value = ''] = pair.split(':')
    return [name, isId(name) ? readNumber(value, -greatest, greatest) : undefined] as const
  })
  const valid = pairs.every((pair): pair is readonly [string, number] => pair[1] !== undefined)
  return valid ? Object.fromEntries(pairs) : undefined
}

import type { CharacterSettings } from '../character/character-settings'
import { packSettings, unpackSettings } from '../character/packed-settings'
import { parseSettings } from '../character/settings-query'
import { defaultModel } from '../models/published-models'
import { type Exploration, type Move, mostMoves, roundSize, variations } from './exploration'
import { formatPlace, type Place, parsePlace } from './place'

/** Grows when old links would mean something else. */
const version = '1'

/** The whole exploration as the query of a link. */
export function formatExploration({ model, way, seed, from, partner, moves }: Exploration): string {
  return [
    `v=${version}`,
    `model=${encodeURIComponent(model)}`,
    `way=${way}`,
    `seed=${seed}`,
    ...(from ? [`from=${packSettings(from)}`] : []),
    ...(from && partner ? [`partner=${packSettings(partner)}`] : []),
    ...(moves.length > 0 ? [`moves=${moves.map(formatMove).join(',')}`] : []),
  ].join('&')
}

/**
 * Reads the query of a link. What makes no sense is left out; moves, from there on. A link to a character, as on other pages, begins with
 * that character.
 */
export function parseExploration(query: string, fallbackSeed: number): Exploration {
  const values = new URLSearchParams(query)
  const isOwn = values.has('way') && values.get('v') === version
  const from = isOwn ? unpackSettings(values.get('from') ?? '') : readCharacter(query)
  const model = (isOwn && values.get('model')) || from?.model || defaultModel.id
  const seed = isOwn ? Number(values.get('seed') ?? Number.NaN) : Number.NaN
  return {
    model: /^[\w.-]+$/.test(model) ? model : defaultModel.id,
    way: isOwn && values.get('way') === 'free' ? 'free' : 'guided',
    seed: isSeed(seed) ? seed : fallbackSeed,
    from,
    partner: from && isOwn ? unpackSettings(values.get('partner') ?? '') : undefined,
    moves: isSeed(seed) ? parseMoves(values.get('moves') ?? '') : [],
  }
}

function readCharacter(query: string): CharacterSettings | undefined {
  if (!new URLSearchParams(query).has('seed')) return undefined
  const { settings, problems } = parseSettings(query, 0)
  return problems.length === 0 ? settings : undefined
}

const isSeed = (value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value <= Number.MAX_SAFE_INTEGER - roundSize

function formatMove(move: Move): string {
  if (move.kind === 'refine') {
    const { picks, seed, variation, reach } = move
    return [picks.map(formatPlace).join('_'), seed, variation, reach].join(':')
  }
  const { parents, seed, noise, fromB } = move
  return [parents.map(formatPlace).join('x'), seed, noise, fromB.join('_')].join(':')
}

function parseMoves(text: string): Move[] {
  const moves: Move[] = []
  for (const part of text.split(',').slice(0, mostMoves)) {
    const move = parseRefinement(part, moves.length) ?? parseCrossing(part, moves.length)
    if (!move) break
    moves.push(move)
  }
  return moves
}

function parseRefinement(text: string, rounds: number): Move | undefined {
  const [, places = '', seed = '', name, reach = ''] =
    /^(\d+-\d+(?:_\d+-\d+)*):(\d+):([a-z]+):(\d(?:\.\d+)?)$/.exec(text) ?? []
  const picks = parsePicks(places.split('_'), rounds)
  const variation = variations.find((known) => known === name)
  if (!picks || !variation || !isSeed(Number(seed)) || Number(reach) > 1) return undefined
  return { kind: 'refine', picks, seed: Number(seed), variation, reach: Number(reach) }
}

function parseCrossing(text: string, rounds: number): Move | undefined {
  const [, a = '', b = '', seed = '', noise = '', groups = ''] =
    /^(\d+-\d+)x(\d+-\d+):(\d+):(\d(?:\.\d+)?):([a-z0-9_-]*)$/.exec(text) ?? []
  const parents = parsePicks([a, b], rounds)
  if (!parents || !isSeed(Number(seed)) || Number(noise) > 1) return undefined
  return {
    kind: 'cross',
    parents: [parents[0]!, parents[1]!],
    seed: Number(seed),
    noise: Number(noise),
    fromB: groups.split('_').filter(Boolean),
  }
}

/** Undefined unless all are of rounds that were there by then. */
function parsePicks(texts: readonly string[], rounds: number): Place[] | undefined {
  const picks = texts.map(parsePlace)
  const known = picks.every(({ round, place }) => round <= rounds && place < roundSize)
  return known ? picks : undefined
}

import { type CharacterSettings, createSettings } from '../character/character-settings'
import { packSettings, unpackSettings } from '../character/packed-settings'
import { parseSettings } from '../character/settings-query'
import { frameRates, mostStops, motions, secondsLimits, type Transition } from './transition'

/** What a link without stops leads to. */
const defaults = { motion: 'loop', seconds: 2, fps: 24 } as const

/** The whole transition as the query of a link. */
export function formatTransition({ stops, motion, seconds, fps }: Transition): string {
  const parts = stops.map((stop) => `stop=${packSettings(stop)}`)
  return [...parts, `motion=${motion}`, `seconds=${seconds}`, `fps=${fps}`].join('&')
}

/** Reads the query of a link. What makes no sense is left out. There may be fewer than two stops: see `completeStops`. */
export function parseTransition(query: string): Transition {
  const values = new URLSearchParams(query)
  const seconds = Number(values.get('seconds'))
  const { least, greatest } = secondsLimits
  return {
    stops: values
      .getAll('stop')
      .map(unpackSettings)
      .filter((stop) => stop !== undefined)
      .slice(0, mostStops),
    motion: motions.find((motion) => motion === values.get('motion')) ?? defaults.motion,
    seconds: seconds >= least && seconds <= greatest ? seconds : defaults.seconds,
    fps: frameRates.find((fps) => fps === Number(values.get('fps'))) ?? defaults.fps,
  }
}

/** The character that another page's link leads here with; undefined in a link to a transition. */
export function parseArrival(query: string): CharacterSettings | undefined {
  const values = new URLSearchParams(query)
  if (values.has('stop') || !values.has('seed')) return undefined
  const { settings, problems } = parseSettings(query, 0)
  return problems.length === 0 ? { ...settings, count: 1 } : undefined
}

/** Two stops at least, with faces by these seeds where some are missing; all of the first one's model. */
export function completeStops(transition: Transition, seeds: readonly number[]): Transition {
  const model = transition.stops[0]?.model
  const missing = seeds.slice(transition.stops.length, 2).map((seed) => createSettings(seed, model))
  const stops = [...transition.stops, ...missing].map((stop) => (model ? { ...stop, model } : stop))
  return { ...transition, stops }
}

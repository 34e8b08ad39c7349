import { decodeCondition, type FacePlan, lerp, slerp, type WeightsManifest } from '@animegan/core'
import type { CharacterSettings } from '../character/character-settings'
import { planCharacters } from '../character/plan-characters'
import { formatSettings } from '../character/settings-query'
import { settleSettings } from '../character/settle-settings'
import type { WantedFace } from '../generator/face-drawer'

/** `once` ends at the last stop, `loop` goes on to the first one again, `ping-pong` turns back. */
export type Motion = 'once' | 'loop' | 'ping-pong'

export const motions: readonly Motion[] = ['once', 'loop', 'ping-pong']

/** Frames a second to choose among. */
export const frameRates = [12, 24, 30, 60] as const

/** Seconds from one stop to the next. */
export const secondsLimits = { least: 0.5, greatest: 8 } as const

export const mostStops = 12

/** Characters and how one becomes the next. */
export interface Transition {
  /** At least two, each of one character. */
  stops: readonly CharacterSettings[]
  motion: Motion
  /** From one stop to the next. */
  seconds: number
  fps: number
}

/** Frames from one stop to the next, the next one itself not counted. */
export const countLegFrames = ({ seconds, fps }: Transition): number => Math.max(1, Math.round(seconds * fps))

/**
 * Every frame once, in order; `listPlayback` says how they are shown. At a stop a frame is exactly that character. Between two, the
 * noise moves along an arc, tags and attributes straight, as the paper's Figure 4. What a stop has and the model lacks is left out.
 */
export function planFrames(manifest: WeightsManifest, transition: Transition): WantedFace[] {
  const ends = transition.stops.map((stop) => {
    const settings = settleSettings(manifest, stop)
    return { key: formatSettings(settings), plan: planCharacters(manifest, settings)[0]! }
  })
  const legFrames = countLegFrames(transition)
  const targets = transition.motion === 'loop' ? [...ends.slice(1), ends[0]!] : ends.slice(1)
  const frames = targets.flatMap((to, leg) =>
    Array.from({ length: legFrames }, (_, i) => planBetween(manifest, ends[leg]!, to, i / legFrames)),
  )
  return transition.motion === 'loop' ? frames : [...frames, ends.at(-1)!]
}

/** Planned when it is drawn: to plan thousands of frames at once would hold up the page. */
function planBetween(
  manifest: WeightsManifest,
  from: WantedFace,
  to: WantedFace,
  position: number,
): WantedFace {
  if (position === 0) return from
  return {
    key: `${from.key}>${to.key}@${Number(position.toFixed(6))}`,
    get plan(): FacePlan {
      const condition = lerp(from.plan.condition, to.plan.condition, position)
      const latent = slerp(from.plan.latent, to.plan.latent, position)
      return { seed: undefined, ...decodeCondition(manifest.tags, condition), latent, condition }
    },
  }
}

/** Places of frames in the order in which one round of the motion shows them. */
export function listPlayback(frameCount: number, motion: Motion): number[] {
  const forth = Array.from({ length: frameCount }, (_, i) => i)
  return motion === 'ping-pong' ? [...forth, ...forth.slice(1, -1).reverse()] : forth
}

/**
 * The order in which frames are drawn: the one that is looked at, then from coarse to fine, onwards from there, so that a transition can soon
 * be watched and then becomes smooth.
 */
export function orderFrames(frameCount: number, current: number): number[] {
  const order = new Set([current])
  const coarsest = 2 ** Math.ceil(Math.log2(Math.max(2, frameCount)))
  for (let step = coarsest; step >= 1; step /= 2) {
    const first = Math.ceil(current / step) * step
    for (let i = first; i < frameCount; i += step) order.add(i)
    for (let i = 0; i < Math.min(first, frameCount); i += step) order.add(i)
  }
  return [...order]
}

/** The frame nearest to a place that is there already; undefined while there is none. */
export function findNearestFrame(
  frameCount: number,
  place: number,
  isThere: (frame: number) => boolean,
): number | undefined {
  for (let distance = 0; distance < frameCount; distance++) {
    for (const frame of [place - distance, place + distance]) {
      if (frame >= 0 && frame < frameCount && isThere(frame)) return frame
    }
  }
  return undefined
}

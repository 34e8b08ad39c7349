import { animeTagsWithYear, lerp, slerp, type WeightsManifest } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { type CharacterSettings, createSettings } from '../character/character-settings'
import { planCharacters } from '../character/plan-characters'
import { formatSettings } from '../character/settings-query'
import {
  findNearestFrame,
  listPlayback,
  type Motion,
  motions,
  orderFrames,
  planFrames,
  type Transition,
} from './transition'
import { completeStops, formatTransition, parseArrival, parseTransition } from './transition-query'

const manifest = {
  name: 'dahlia',
  tags: animeTagsWithYear,
  inputs: { latent: { name: 'latent', size: 32 }, condition: { name: 'condition', size: 35 } },
} as WeightsManifest

const mixed: CharacterSettings = {
  ...createSettings(9),
  mixes: [{ seed: 4, amount: 0.5 }],
  tags: { smile: true },
}
const stops = [createSettings(7), createSettings(85), mixed]
const create = (motion: Motion): Transition => ({ stops, motion, seconds: 0.5, fps: 12 })
const planOf = (settings: CharacterSettings) => planCharacters(manifest, settings)[0]!

describe('planFrames', () => {
  it.each<[Motion, number, number[]]>([
    ['once', 13, [0, 6, 12]],
    ['ping-pong', 13, [0, 6, 12]],
    ['loop', 18, [0, 6, 12]],
  ])('has exactly the characters at the stops: %s', (motion, count, places) => {
    const frames = planFrames(manifest, create(motion))
    expect(frames).toHaveLength(count)
    expect(places.map((place) => frames[place]!.plan)).toEqual(stops.map(planOf))
  })

  it('moves noise along an arc and tags straight', () => {
    const { plan } = planFrames(manifest, create('loop'))[15]!
    const [from, to] = [planOf(mixed), planOf(stops[0]!)]
    expect(plan.latent).toEqual(slerp(from.latent, to.latent, 0.5))
    expect(plan.condition).toEqual(lerp(from.condition, to.condition, 0.5))
  })

  it('is the same again, and one key is one frame', () => {
    const frames = planFrames(manifest, create('loop'))
    expect(planFrames(manifest, create('loop'))).toEqual(frames)
    expect(new Set(frames.map(({ key }) => key)).size).toBe(18)
    const smoother = planFrames(manifest, { ...create('loop'), fps: 24 })
    expect(smoother.filter((_, i) => i % 2 === 0)).toEqual(frames)
  })
})

describe('playing', () => {
  it('shows no end twice', () => {
    expect(listPlayback(4, 'once')).toEqual([0, 1, 2, 3])
    expect(listPlayback(4, 'loop')).toEqual([0, 1, 2, 3])
    expect(listPlayback(4, 'ping-pong')).toEqual([0, 1, 2, 3, 2, 1])
  })

  it.each([
    [1, 0],
    [2, 1],
    [13, 0],
    [49, 17],
    [64, 63],
  ])('draws each of %i frames once, first number %i', (count, current) => {
    const order = orderFrames(count, current)
    expect(order[0]).toBe(current)
    expect(order.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i))
  })

  it('goes from coarse to fine', () => {
    expect(orderFrames(9, 0)).toEqual([0, 8, 4, 2, 6, 1, 3, 5, 7])
  })

  it('makes do with the nearest frame', () => {
    const there = new Set([2, 9])
    const find = (place: number) => findNearestFrame(10, place, (frame) => there.has(frame))
    expect([0, 2, 5, 6, 9].map(find)).toEqual([2, 2, 2, 9, 9])
    expect(findNearestFrame(10, 3, () => false)).toBeUndefined()
  })
})

describe('links to transitions', () => {
  it.each(motions)('hold all of it: %s', (motion) => {
    expect(parseTransition(formatTransition(create(motion)))).toEqual(create(motion))
  })

  it('leave out what makes no sense', () => {
    const query = 'stop=x&stop=seed*3&motion=round&seconds=99&fps=7'
    expect(parseTransition(query)).toEqual({
      stops: [createSettings(3)],
      motion: 'loop',
      seconds: 2,
      fps: 24,
    })
  })

  it('have two stops, of one model', () => {
    const two = completeStops(parseTransition('stop=model*mine;seed*3'), [1, 2])
    expect(two.stops).toEqual([createSettings(3, 'mine'), createSettings(2, 'mine')])
    const { stops: four } = completeStops(
      parseTransition('stop=seed*1&stop=seed*2&stop=seed*3&stop=model*m;seed*4'),
      [1, 2],
    )
    expect(four.map(({ seed, model }) => [seed, model])).toEqual([1, 2, 3, 4].map((n) => [n, 'dahlia']))
  })

  it('may bring one character of another page', () => {
    expect(parseArrival(formatSettings(mixed))).toEqual(mixed)
    expect(parseArrival(formatTransition(create('loop')))).toBeUndefined()
    expect(parseArrival('')).toBeUndefined()
  })
})

import type { Condition } from '@animegan/core'
import { describe, expect, it } from 'vitest'
import { drawNormal } from '../testing/draw-normal.js'
import { type EvaluateFidOptions, evaluateFid, listFidPlaces, type RealFeatures } from './evaluate-fid.js'

const size = 6
const count = 400
/** Every other picture has a hat, which moves its features. */
const moved = ({ tags }: Condition) => (tags.includes('hat') ? 2 : 0)
const conditionOf = (place: number): Condition => ({ tags: place % 2 === 0 ? ['hat'] : [] })

const noise = drawNormal({ seed: 1, count, size }).features
const features = noise.map((value, i) => value + moved(conditionOf(Math.floor(i / size))))
const real: RealFeatures = {
  count,
  size,
  conditionOf,
  read: (places) =>
    Float32Array.from(places.flatMap((p) => [...features.subarray(p * size, (p + 1) * size)])),
}

/** A generator whose pictures are their features, and who obeys tags or does not. */
const createOptions = (obeys = true): EvaluateFidOptions<Float32Array> => ({
  real,
  drawFakes: async (conditions, seed) =>
    Float32Array.from(
      conditions.flatMap((condition, i) => {
        const { features } = drawNormal({ seed: 1000 + seed + i, count: 1, size })
        return [...features].map((value) => value + (obeys ? moved(condition) : 0))
      }),
    ),
  extract: async (pictures) => pictures,
  samples: 200,
  trials: 3,
})

describe('evaluateFid', () => {
  it('gives mean and range of the trials, which differ', async () => {
    const found = await evaluateFid(createOptions())
    expect(found).toMatchObject({ samples: 200, reals: 200, warnings: [] })
    expect(new Set(found.trials).size).toBe(3)
    expect(found.mean).toBeCloseTo(found.trials.reduce((a, b) => a + b) / 3, 12)
    expect(found.range).toBe(Math.max(...found.trials) - Math.min(...found.trials))
    expect(found.mean).toBeLessThan(1)
  })

  it('is higher for a generator that ignores tags', async () => {
    const [obeying, ignoring] = [await evaluateFid(createOptions()), await evaluateFid(createOptions(false))]
    expect(ignoring.mean).toBeGreaterThan(obeying.mean + 3)
  })

  it('follows from its seed, and does not depend on the batches', async () => {
    const once = await evaluateFid({ ...createOptions(), seed: 4 })
    const again = await evaluateFid({ ...createOptions(), seed: 4, batchSize: 7 })
    for (const [i, distance] of again.trials.entries()) expect(distance).toBeCloseTo(once.trials[i]!, 9)
    expect((await evaluateFid({ ...createOptions(), seed: 5 })).trials).not.toEqual(once.trials)
  })

  it('draws a fake for the tags of each real picture, each with a seed of its own', async () => {
    const seeds: number[] = []
    const conditions: Condition[] = []
    const { drawFakes, ...rest } = createOptions()
    await evaluateFid({
      ...rest,
      samples: count,
      trials: 2,
      seed: 10,
      drawFakes: (batch, seed, signal) => {
        for (const [i, condition] of batch.entries()) {
          seeds.push(seed + i)
          conditions.push(condition)
        }
        return drawFakes(batch, seed, signal)
      },
    })
    expect(seeds).toEqual(Array.from({ length: 2 * count }, (_, i) => 10 + i))
    expect(conditions.slice(0, count).filter(({ tags }) => tags.includes('hat'))).toHaveLength(count / 2)
  })

  it('compares all real pictures with any number of fakes when asked to', async () => {
    const found = await evaluateFid({ ...createOptions(), reals: 'all', samples: 1000, trials: 1 })
    expect(found).toMatchObject({ samples: 1000, reals: 400, range: 0, warnings: [] })
    expect(found.trials).toEqual([found.mean])
    const fewer = await evaluateFid({ ...createOptions(), reals: 'all', samples: 100, trials: 1 })
    expect(fewer).toMatchObject({ samples: 100, reals: 400 })
    expect(fewer.mean).toBeGreaterThan(found.mean)
  })

  it('warns of too few real pictures, for the protocol and for the features', async () => {
    const few = { ...real, count: 6 }
    const { samples, warnings } = await evaluateFid({ ...createOptions(), real: few, samples: undefined })
    expect(samples).toBe(6)
    expect(warnings).toEqual([
      expect.stringContaining('12800 real pictures were asked for, there are 6'),
      expect.stringContaining('6 real pictures are too few for 6 features'),
      expect.stringContaining('6 fake pictures are too few'),
    ])
  })

  it('refuses fakes of another extractor, and options that make no sense', async () => {
    const wrong = { ...createOptions(), extract: async () => new Float32Array(5) }
    await expect(evaluateFid(wrong)).rejects.toThrow('expected 64 rows of 6 numbers, got 5 numbers')
    await expect(evaluateFid({ ...createOptions(), trials: 0 })).rejects.toThrow(
      'trials: expected an integer from 1',
    )
    const none = { ...createOptions(), real: { ...real, count: 0 } }
    await expect(evaluateFid(none)).rejects.toThrow('expected two real pictures or more, got 0')
  })

  it('goes on after the trials that are finished', async () => {
    const whole = await evaluateFid(createOptions())
    const kept: (readonly number[])[] = []
    const controller = new AbortController()
    const stopped = evaluateFid({
      ...createOptions(),
      signal: controller.signal,
      onTrial: (trials) => {
        kept.push(trials)
        if (trials.length === 2) controller.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    expect(kept).toEqual([whole.trials.slice(0, 1), whole.trials.slice(0, 2)])
    const drawn: number[] = []
    const { drawFakes, ...rest } = createOptions()
    const resumed = await evaluateFid({
      ...rest,
      finished: kept.at(-1),
      drawFakes: (conditions, seed) => {
        drawn.push(conditions.length)
        return drawFakes(conditions, seed)
      },
    })
    expect(resumed).toEqual(whole)
    expect(await evaluateFid({ ...rest, drawFakes, finished: whole.trials })).toEqual(whole)
    expect(drawn.reduce((a, b) => a + b)).toBe(200)
  })

  it('reports progress over all trials, and can be stopped', async () => {
    const progress: number[] = []
    const controller = new AbortController()
    const stopped = evaluateFid({
      ...createOptions(),
      batchSize: 100,
      signal: controller.signal,
      onProgress: ({ done, total }) => {
        expect(total).toBe(600)
        progress.push(done)
        if (done === 300) controller.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    expect(progress).toEqual([100, 200, 300])
  })
})

describe('listFidPlaces', () => {
  it('tells which real pictures are read', async () => {
    for (const settings of [
      { samples: 50, trials: 3, seed: 2 },
      { reals: 'all' as const },
      { samples: 500 },
    ]) {
      const seen = new Set<number>()
      const read = (places: readonly number[]) => {
        for (const place of places) seen.add(place)
        return real.read(places)
      }
      await evaluateFid({ ...createOptions(), trials: 1, ...settings, real: { ...real, read } })
      const places = listFidPlaces(count, { trials: 1, ...settings })
      expect(places).toHaveLength(seen.size)
      expect(new Set(places)).toEqual(seen)
    }
  })
})

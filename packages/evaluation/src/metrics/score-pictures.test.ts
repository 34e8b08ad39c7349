import { describe, expect, it } from 'vitest'
import { drawNormal, joinFeatures } from '../testing/draw-normal.js'
import { scorePictures } from './score-pictures.js'

const size = 8
const draw = (seed: number, count: number, mean = 0) => drawNormal({ seed, count, size, mean })
const real = draw(1, 400)

describe('scorePictures', () => {
  it('gives every score of one set of fakes, as JSON', async () => {
    const scores = await scorePictures(real, draw(2, 300))
    expect(JSON.parse(JSON.stringify(scores))).toEqual(scores)
    expect(scores).toMatchObject({ reals: 400, samples: 300, warnings: [], kid: { subsets: 100 } })
    expect(scores.fid).toBeLessThan(0.2)
    expect(Math.abs(scores.kid.distance)).toBeLessThan(4 * scores.kid.standardError!)
    expect(scores.memorization).toMatchObject({ isCopying: false })
    expect(scores.memorization!.verdict).toMatch(/^no sign of copying: [\d.]+% of the fakes/)
  })

  it('tells fakes of another kind', async () => {
    const [alike, other] = [
      await scorePictures(real, draw(2, 300)),
      await scorePictures(real, draw(2, 300, 1)),
    ]
    expect(other.fid).toBeGreaterThan(alike.fid + 5)
    expect(other.kid.distance).toBeGreaterThan(alike.kid.distance + 10 * other.kid.standardError!)
    for (const score of ['precision', 'recall', 'density', 'coverage'] as const) {
      expect(other[score]).toBeLessThan(alike[score] - 0.2)
    }
    const far = await scorePictures(real, draw(2, 300, 9))
    expect(far.memorization!.verdict).toContain('this says little')
  })

  it('flags copies of training pictures that are not among the real ones', async () => {
    const training = joinFeatures(real, draw(3, 200))
    const copies = { features: training.features.slice(400 * size), size }
    const readTraining = () => [training.features]
    expect((await scorePictures(real, copies)).memorization!.isCopying).toBe(false)
    const { memorization } = await scorePictures(real, copies, { readTraining })
    expect(memorization).toMatchObject({ copies: 1, isCopying: true })
    expect(memorization!.verdict).toMatch(/^copying of training pictures: 100% of the fakes/)
  })

  it('gives what few pictures can tell, and warns', async () => {
    const { memorization, kid, warnings } = await scorePictures(draw(1, 6), draw(2, 6))
    expect(memorization).toBeNull()
    expect(kid.standardError).not.toBeNaN()
    expect(warnings).toEqual([
      expect.stringContaining('6 real pictures are too few'),
      expect.stringContaining('6 fake pictures are too few'),
      expect.stringContaining('memorisation cannot be told: expected 100 training pictures or more'),
    ])
    await expect(scorePictures(draw(1, 5), draw(2, 6))).rejects.toThrow('6 pictures or more')
  })

  it('names what it does, and can be stopped', async () => {
    const stages = new Set<string>()
    const controller = new AbortController()
    const stopped = scorePictures(real, draw(2, 100), {
      signal: controller.signal,
      onProgress: ({ stage }) => {
        stages.add(stage)
        if (stage.startsWith('FID')) controller.abort()
      },
    })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    expect([...stages]).toEqual(['precision and recall, pairs', 'KID, subsets', 'FID, columns'])
  })
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodePng } from '@animegan/runtime-node'
import { beforeAll, describe, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
/** Real pictures, others like them, and whose features are compared. */
let [real, alike, tagger]: string[] = []

const synthesize = async (out: string, seed: number) => {
  const wanted = ['--count', '120', '--size', '32', '--seed', String(seed), '--out', out]
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...wanted))
}

beforeAll(async () => {
  ;[real, alike, tagger] = ['real', 'alike', 'tagger'].map((name) => join(cli.root, name))
  await synthesize(real!, 1)
  await synthesize(alike!, 2)
  const training = ['--steps', '2', '--batch-size', '4', '--holdout', '0.3', '--name', 'small']
  const run = ['--data', real!, '--run', join(cli.root, 'run'), '--out', tagger!]
  await cli.expectSuccess(cli.animegan('train-tagger', ...run, ...training))
})

const evaluate = (command: string, ...flags: string[]) =>
  cli.animegan('evaluate', command, '--estimator', tagger!, '--threads', '1', ...flags)
const read = async (command: string, ...flags: string[]) =>
  JSON.parse(await cli.expectSuccess(evaluate(command, ...flags, '--json')))
const listNumbers = ({ fid, precision, recall, density, coverage }: Record<string, number>) => ({
  ...{ fid, precision, recall, density, coverage },
})

describe('animegan evaluate scores', () => {
  test('measures one set of fakes by every score', async () => {
    const scores = await read('scores', '--real', real!, '--fake', alike!)
    expect(scores).toMatchObject({
      ...{ reals: 120, samples: 120, seed: 0 },
      kid: { distance: expect.any(Number), standardError: expect.any(Number) },
      memorization: { isCopying: false, verdict: expect.stringMatching(/^no sign of copying/) },
      real: { dir: real, pictures: 120 },
      fake: { dir: alike, pictures: 120 },
      extractor: { name: 'small', size: 256 },
      warnings: expect.arrayContaining([expect.stringContaining('120 fake pictures are too few')]),
    })
    for (const share of [scores.precision, scores.recall, scores.coverage]) expect(share).toBeGreaterThan(0.5)
  })

  test('flags the training pictures themselves', async () => {
    const { memorization, fid } = await read('scores', '--real', real!, '--fake', real!)
    expect(fid).toBeLessThan(1e-6)
    expect(memorization).toMatchObject({ score: 1, copies: 1, isCopying: true })
    expect(memorization.verdict).toMatch(/^copying of training pictures: 100% of the fakes/)
  })

  test('draws the fakes of a model: those of the first trial of FID', async () => {
    const flags = ['--real', real!, '--weights', 'synthetic', '--samples', '20']
    const scores = await read('scores', ...flags)
    expect(scores).toMatchObject({ samples: 20, reals: 20, model: { name: 'synthetic', dtype: 'fp32' } })
    expect(scores.fid).toBeCloseTo((await read('fid', ...flags, '--trials', '1')).mean, 9)
    const others = await read('scores', ...flags, '--seed', '5')
    expect(listNumbers(others)).not.toEqual(listNumbers(scores))
  })

  test('prints a table, the verdict and what was compared', async () => {
    const { code, stdout, stderr } = await evaluate('scores', '--real', real!, '--fake', alike!)
    expect(code).toBe(0)
    for (const name of ['FID', 'KID', 'precision', 'recall', 'density', 'coverage', 'memorisation']) {
      expect(stdout).toMatch(new RegExp(`^${name} +-?[\\d.]+`, 'm'))
    }
    expect(stdout).toContain(`\nno sign of copying: `)
    expect(stdout).toContain(`120 real pictures of ${real}, 120 fakes of ${alike}`)
    expect(stderr).toMatch(/^animegan: warning: 120 real pictures are too few/)
  })
})

describe('animegan evaluate neighbours', () => {
  test('draws a sheet of faces and their nearest pictures, and tells names and distances', async () => {
    const out = join(cli.work, 'near.png')
    const model = ['--data', real!, '--weights', 'synthetic']
    const size = ['--count', '3', '--neighbours', '4', '--samples', '30', '--seed', '7']
    const found = await read('neighbours', ...model, ...size, '--out', out)
    expect(found).toMatchObject({
      ...{ out, samples: 30, seed: 7, warnings: [], model: { name: 'synthetic' } },
      training: { dir: real, split: 'train', pictures: 120 },
      memorization: { verdict: expect.any(String), isCopying: expect.any(Boolean) },
    })
    expect(found.usualDistance).toBeGreaterThan(0)
    expect(found.faces.map(({ seed }: { seed: number }) => seed)).toEqual([7, 8, 9])
    for (const { nearest } of found.faces) {
      const distances = nearest.map(({ distance }: { distance: number }) => distance)
      expect(distances).toHaveLength(4)
      expect(distances).toEqual(distances.toSorted((a: number, b: number) => a - b))
      expect(new Set(nearest.map(({ file }: { file: string }) => file)).size).toBe(4)
    }
    const { width, height } = decodePng(await readFile(out))
    expect(width).toBeGreaterThan(5 * 128)
    expect(height).toBeGreaterThan(3 * 128)
  })

  test('refuses a split that is not there, before drawing', async () => {
    const flags = ['--data', real!, '--weights', 'synthetic', '--split', 'other']
    await cli.expectRefusal(
      evaluate('neighbours', ...flags),
      2,
      /no pictures of split "other"; its splits: "train"/,
    )
  })
})

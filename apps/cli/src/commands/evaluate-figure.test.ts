import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodePng, readPictureRecord } from '@animegan/runtime-node'
import { expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()

const figure = (name: string, ...flags: string[]) => cli.animegan('evaluate', 'figure', name, ...flags)
const small = ['--weights', 'synthetic', '--threads', '1', '--rows', '1', '--columns', '3']
const read = (name: string) => readFile(join(cli.work, name))

test('draws a figure with any model, the same for the same seed, and says inside what it was made of', async () => {
  expect(await cli.expectSuccess(figure('fixed-noise', ...small, '--seed', '7'))).toBe(
    "wrote fixed-noise.png: One noise, random tags (the paper's Figures 2 and 10)\n",
  )
  const png = await read('fixed-noise.png')
  expect(decodePng(png).width).toBeGreaterThan(3 * 128)
  expect(readPictureRecord(png)).toMatchObject({
    weights: { name: 'synthetic', dtype: 'fp32', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    settings: { figure: 'fixed-noise' },
    columns: 3,
    faces: [{ tags: expect.any(Array) }, {}, {}],
  })
  await cli.expectSuccess(figure('fixed-noise', ...small, '--seed', '7', '--out', 'again.png'))
  expect(await read('again.png')).toEqual(png)
  await cli.expectSuccess(figure('fixed-noise', ...small, '--seed', '8', '--out', 'other.png'))
  expect(await read('other.png')).not.toEqual(png)
})

test('takes tags, and sets of tags from a measured precision', async () => {
  await cli.expectSuccess(figure('fixed-tags', ...small, '--tags', 'Green hair, glasses, red eyes'))
  const { faces } = readPictureRecord(await read('fixed-tags.png'))!
  expect(faces.map(({ tags }) => tags.join())).toEqual(new Array(3).fill('green-hair,glasses,red-eyes'))

  const tags = ['red-hair', 'blue-hair', 'hat', 'smile', 'red-eyes', 'blue-eyes'].map((id, i) => {
    const precision = i % 2 === 0 ? 0.9 : 0.2
    return { id, precision, low: precision - 0.1, high: precision + 0.1 }
  })
  await writeFile(join(cli.work, 'precision.json'), JSON.stringify({ tags }))
  await cli.expectSuccess(figure('tag-sets', ...small, '--precision', 'precision.json'))
  const sets = readPictureRecord(await read('tag-sets.png'))!.faces
  expect(sets[0]!.tags).toEqual(['red-hair', 'smile', 'hat', 'red-eyes'])
  expect(sets[6]!.tags).toEqual(['blue-hair', 'smile', 'hat', 'blue-eyes'])
})

test('draws FID over trainings that were measured in one way', async () => {
  const measured = { samples: 100, reals: 200, seed: 0, data: { name: 'faces', sha256: 'd' } }
  const extractor = { name: 'small', size: 8, sha256: 'e' }
  for (const [run, reals] of [
    ['a', 200],
    ['b', 200],
    ['c', 300],
  ] as const) {
    await mkdir(join(cli.work, run))
    const lines = [10, 20].map((step) =>
      JSON.stringify({ step, imagesSeen: 8 * step, fid: 900 / step, ...measured, reals, extractor }),
    )
    await writeFile(join(cli.work, run, 'evaluations.jsonl'), `${lines.join('\n')}\n`)
  }
  expect(await cli.expectSuccess(figure('fid-curve', '--run', 'a', '--run', 'b', '--out', 'fid.png'))).toBe(
    "wrote fid.png: FID in the course of training (the paper's Figure 13)\n",
  )
  expect(decodePng(await read('fid.png')).width).toBe(960)
  const mixed = figure('fid-curve', '--run', 'a', '--run', 'c')
  await cli.expectRefusal(mixed, 2, /FID was not measured over c by 100 fakes beside 200 pictures of faces/)
  await cli.expectRefusal(
    figure('fid-curve', '--run', 'none'),
    2,
    /FID was not measured over none; do it with/,
  )
})

test('draws all that a model can, and says what it cannot', async () => {
  const flags = ['--weights', 'synthetic', '--threads', '1']
  const lines = (await cli.expectSuccess(cli.animegan('evaluate', 'figures', ...flags))).trimEnd().split('\n')
  expect(lines).toEqual([
    ...['random', 'fixed-noise', 'fixed-tags', 'interpolation', 'tag-sets'].map((name) =>
      expect.stringMatching(`^wrote figures/${name}\\.png: .* \\(the paper's Figures? \\d`),
    ),
    expect.stringMatching(/^left out years: weights "synthetic" have no year/),
  ])
  expect(decodePng(await read('figures/tag-sets.png')).height).toBeGreaterThan(8 * 128)
  const typo = cli.animegan('evaluate', 'figures', ...flags, '--tags', 'blnde hair', '--out', 'new')
  await cli.expectRefusal(typo, 2, /unknown tag "blnde hair": did you mean "blonde hair"/)
})

test('checks its flags', async () => {
  await cli.expectRefusal(figure('randm', ...small), 2, /unknown figure "randm": did you mean "random"/)
  await cli.expectRefusal(figure('random'), 2, /--weights: expected .*, but nothing came/)
  await cli.expectRefusal(
    figure('random', ...small, '--tags', 'hat'),
    2,
    /--tags says nothing about figure random/,
  )
  await cli.expectRefusal(figure('years', ...small), 2, /weights "synthetic" have no year/)
  await cli.expectRefusal(figure('map', '--data', 'faces'), 2, /--estimator: expected the name or folder/)
  await cli.expectRefusal(
    figure('map', '--weights', 'synthetic'),
    2,
    /--weights says nothing about figure map/,
  )
  await cli.expectRefusal(
    figure('random', ...small, '--out', 'a.jpg'),
    2,
    /--out: expected the path of a \.png/,
  )
  await writeFile(join(cli.work, 'odd.json'), '{"tags":[]}')
  const odd = figure('tag-sets', ...small, '--precision', 'odd.json')
  await cli.expectRefusal(odd, 2, /--precision: odd\.json is no precision per tag/)
})

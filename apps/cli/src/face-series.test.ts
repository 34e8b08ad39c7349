import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { animeTagsWithYear } from '@animegan/core'
import { decodeNpy, decodePng, readPictureRecord } from '@animegan/runtime-node'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from './testing/command-line.js'

const cli = useCommandLine()
let dated: string
let undated: string

beforeAll(async () => {
  dated = join(cli.root, 'dated')
  undated = join(cli.root, 'undated')
  await writeTinyWeights(dated, animeTagsWithYear)
  await writeTinyWeights(undated)
})

const generate = (...flags: string[]) => cli.animegan('generate', '--weights', dated, ...flags)
const generateJson = async (...flags: string[]) =>
  JSON.parse(await cli.expectSuccess(generate(...flags, '--json')))
const readWork = (name: string) => readFile(join(cli.work, name))

test('draws the year that is asked for, else one by the seed', async () => {
  const given = await generateJson('--seed', '7', '--attributes', 'year=2010', '--out', 'given.png')
  expect(given.faces[0]).toMatchObject({ seed: 7, attributes: { year: 2010 } })
  const drawn = await generateJson('--seed', '7', '--count', '3', '--out', 'drawn.png')
  const years = drawn.faces.map(({ attributes }: { attributes: { year: number } }) => attributes.year)
  expect(new Set(years).size).toBe(3)
  for (const year of years) expect(year >= 2003 && year < 2017).toBe(true)
  expect(readPictureRecord(await readWork('drawn.png'))?.faces.map(({ attributes }) => attributes)).toEqual(
    years.map((year: number) => ({ year })),
  )
  expect(drawn.faces[0].tags).toEqual(given.faces[0].tags)
})

test('sweeps the year: a row a seed, each face as if asked for alone', async () => {
  const made = await generateJson(
    '--sweep',
    'year=1999.5..2020.5',
    '--count',
    '4',
    '--seeds',
    '3,9',
    '--out',
    'y.png',
    '--raw',
    'y.npy',
  )
  const years = [1999.5, 2006.5, 2013.5, 2020.5]
  expect(
    made.faces.map(({ seed, attributes }: { seed: number; attributes: { year: number } }) => [
      seed,
      attributes.year,
    ]),
  ).toEqual([3, 9].flatMap((seed) => years.map((year) => [seed, year])))
  const png = await readWork('y.png')
  expect(decodePng(png)).toMatchObject({ width: 4 * 8, height: 2 * 8 })
  expect(readPictureRecord(png)).toMatchObject({
    columns: 4,
    settings: { sweep: { attribute: 'year', from: 1999.5, to: 2020.5 } },
    faces: made.faces.map(({ file: _, ...face }: { file: string }) => face),
  })
  await cli.expectSuccess(generate('--seed', '9', '--attributes', 'year=2006.5', '--raw', 'one.npy'))
  const row = 3 * 8 * 8
  const all = decodeNpy(await readWork('y.npy'), 'y.npy', { shape: [8, 3, 8, 8] }).data
  const one = decodeNpy(await readWork('one.npy'), 'one.npy', { shape: [1, 3, 8, 8] }).data
  expect(all.subarray(5 * row, 6 * row)).toEqual(one)
  expect(all.subarray(4 * row, 5 * row)).not.toEqual(one)
})

test('writes the faces of a series to files of their own', async () => {
  await cli.expectSuccess(
    generate('--sweep', 'year=2017..2003', '--count', '3', '--seeds', '7,10', '--out', 'faces/'),
  )
  const steps = ['1', '2', '3']
  expect((await readdir(join(cli.work, 'faces'))).sort()).toEqual([
    ...steps.map((step) => `face-07-${step}.png`),
    ...steps.map((step) => `face-10-${step}.png`),
  ])
  await cli.expectSuccess(generate('--interpolate', '7,85', '--out', 'ways/'))
  expect((await readdir(join(cli.work, 'ways'))).sort()).toEqual(
    Array.from({ length: 8 }, (_, i) => `between-7-85-${i + 1}.png`),
  )
})

test('leads from one seed to another, with and without a year', async () => {
  for (const weights of [dated, undated]) {
    const flags = ['--weights', weights, '--json', '--out', 'way.png', '--raw', 'way.npy']
    const way = cli.animegan('generate', ...flags, '--interpolate', '7,85', '--count', '5')
    const { faces } = JSON.parse(await cli.expectSuccess(way))
    expect(faces.map(({ between }: { between: unknown }) => between)).toEqual(
      [0, 0.25, 0.5, 0.75, 1].map((position) => ({ seeds: [7, 85], position })),
    )
    const ends = cli.animegan('generate', '--weights', weights, '--seeds', '7,85', '--raw', 'ends.npy')
    await cli.expectSuccess(ends)
    const row = 3 * 8 * 8
    const series = decodeNpy(await readWork('way.npy'), 'way.npy', { shape: [5, 3, 8, 8] }).data
    const [first, last] = [series.subarray(0, row), series.subarray(4 * row)]
    const { data } = decodeNpy(await readWork('ends.npy'), 'ends.npy', { shape: [2, 3, 8, 8] })
    expect([first, last]).toEqual([data.subarray(0, row), data.subarray(row)])
    expect(readPictureRecord(await readWork('way.png'))).toMatchObject({
      columns: 5,
      settings: { interpolate: [7, 85] },
    })
  }
})

test.each<[string, string[], RegExp]>([
  ['an unknown attribute', ['--attributes', 'yaer=2010'], /has no attribute "yaer"; it has: "year"/],
  ['an unknown attribute to sweep', ['--sweep', 'age=1..2'], /has no attribute "age"; it has: "year"/],
  [
    'a value that is no number',
    ['--attributes', 'year=late'],
    /--attributes: expected values like year=2010/,
  ],
  [
    'a value far out of range',
    ['--attributes', 'year=2030'],
    /expected a number from 1999\.5 to 2020\.5 .*got 2030/,
  ],
  [
    'a sweep far out of range',
    ['--sweep', 'year=2003..2030'],
    /expected a number from 1999\.5 to 2020\.5 .*got 2030/,
  ],
  [
    'a sweep of words',
    ['--sweep', 'year=old..new'],
    /--sweep: expected an attribute and two different values like/,
  ],
  ['a sweep that stands still', ['--sweep', 'year=2003..2003'], /--sweep: .* but "year=2003\.\.2003" came/],
  [
    'a swept attribute with a value',
    ['--sweep', 'year=2003..2017', '--attributes', 'year=2010'],
    /"year" is swept/,
  ],
  ['a row of one', ['--sweep', 'year=2003..2017', '--count', '1'], /--count: --sweep needs at least 2/],
  ['too many rows', ['--sweep', 'year=2003..2017', '--seeds', '0-1000'], /at most 4096 faces, .* are 8008/],
  ['one seed to interpolate', ['--interpolate', '7'], /--interpolate: expected two seeds like 7,85/],
  [
    'seeds beside it',
    ['--interpolate', '7,8', '--seeds', '1-3'],
    /--interpolate and --seeds exclude each other/,
  ],
  [
    'columns beside it',
    ['--sweep', 'year=2003..2017', '--columns', '3'],
    /--sweep and --columns exclude each other/,
  ],
  [
    'both',
    ['--sweep', 'year=2003..2017', '--interpolate', '7,8'],
    /--sweep and --interpolate exclude each other/,
  ],
])('refuses %s', async (_, flags, message) => {
  await cli.expectRefusal(generate(...flags), 2, message)
})

test('refuses a sweep of weights without the attribute', async () => {
  const sweep = cli.animegan('generate', '--weights', undated, '--sweep', 'year=2003..2017')
  await cli.expectRefusal(sweep, 2, /tag schema "anime" has no attribute "year"; it has: none/)
})

import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { animeTags, animeTagsWithYear, parseTaggerManifest } from '@animegan/core'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Finished, useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
/** 30 pictures. */
let pictures: string
/** A finished run of 3 steps on them. */
let trained: string

const train = (...flags: string[]): Promise<Finished> => cli.animegan('train-tagger', ...flags)
const small = ['--batch-size', '4', '--seed', '3', '--holdout', '0.3']
const start = (run: string, ...flags: string[]): Promise<Finished> =>
  train('--data', pictures, '--run', run, ...small, ...flags)

beforeAll(async () => {
  pictures = join(cli.root, 'pictures')
  trained = join(cli.root, 'trained')
  const flags = ['--count', '30', '--size', '64', '--seed', '1', '--out', pictures]
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...flags))
})

const readJson = async (...path: string[]) => JSON.parse(await readFile(join(...path), 'utf8'))

test('trains, measures what was held out, and writes models with a manifest', async () => {
  const stdout = await cli.expectSuccess(
    start(
      trained,
      '--steps',
      '3',
      ...['--name', 'first', '--weights-version', '0.1.0', '--licence', 'CC0-1.0'],
    ),
  )
  expect(stdout).toMatch(
    /^step 3\/3 {2}12 images {2}loss \d+\.\d+ {2}tags 0\.\d+ {2}.* steps\/s {2}0 min left\n\ntag /,
  )
  expect(stdout).toMatch(/\nblonde-hair +\d+ /)
  expect(stdout).toMatch(/\nmean average precision 0\.\d{3}/)
  expect(stdout).toMatch(/\ndone: models, manifest\.json and report\.json are in .*trained\/tagger\n$/)

  const out = join(trained, 'tagger')
  expect((await readdir(out)).sort()).toEqual([
    'manifest.json',
    'report.json',
    'tagger-fp16.onnx',
    'tagger-fp32.onnx',
  ])
  const manifest = parseTaggerManifest(await readJson(out, 'manifest.json'), 'manifest.json')
  const report = await readJson(out, 'report.json')
  expect(manifest).toMatchObject({
    name: 'first',
    version: '0.1.0',
    licence: 'CC0-1.0',
    tags: { name: 'anime' },
    input: { resolution: 64 },
    outputs: { tags: { size: 34 }, features: { size: 256 } },
    provenance: { seed: 3, steps: 3, batchSize: 4, holdout: 0.3, trainedPictures: 30 - report.pictures },
    metrics: { meanAveragePrecision: report.meanAveragePrecision },
  })
  expect(report.tags.map(({ id }: { id: string }) => id)).toEqual(animeTags.tags.map(({ id }) => id))
})

test.skipIf(process.platform === 'win32')(
  'Ctrl-C saves what was computed, and the continuation ends as an uninterrupted run',
  { timeout: 240_000 },
  async () => {
    const flags = ['--data', pictures, '--run', 'run', ...small, '--steps', '40', '--json']
    const { child, finished } = cli.start(['train-tagger', ...flags])
    child.stdout?.once('data', () => child.kill('SIGINT'))
    const { code, stdout, stderr } = await finished
    expect({ code, stderr }).toEqual({ code: 130, stderr: 'animegan: stopped\n' })
    expect(JSON.parse(stdout.split('\n')[0]!)).toMatchObject({ step: 10, steps: 40, imagesSeen: 40 })
    const [checkpoint] = await readdir(join(cli.work, 'run/checkpoints'))
    expect(checkpoint).toMatch(/^step-0000(1|2)\d\.safetensors$/)

    const rest = await cli.expectSuccess(train('--resume', '--run', 'run', '--out', 'out', '--json'))
    const report = JSON.parse(rest.trimEnd().split('\n').at(-1)!)
    expect(report).toEqual(await readJson(cli.work, 'out/report.json'))
    await cli.expectSuccess(start('whole', '--steps', '40'))
    for (const [ours, theirs] of [
      ['run/checkpoints/step-000040.safetensors', 'whole/checkpoints/step-000040.safetensors'],
      ['out/tagger-fp32.onnx', 'whole/tagger/tagger-fp32.onnx'],
      ['out/manifest.json', 'whole/tagger/manifest.json'],
    ] as const) {
      const [a, b] = await Promise.all([ours, theirs].map((path) => readFile(join(cli.work, path))))
      expect(a!.equals(b!), ours).toBe(true)
    }
  },
)

describe('what people saw', () => {
  const see = async (lines: readonly object[]) => {
    await writeFile(join(cli.work, 'seen.jsonl'), lines.map((line) => JSON.stringify(line)).join('\n'))
    return train('--resume', '--run', trained, '--seen', 'seen.jsonl', '--out', 'out')
  }
  const listPictures = async (): Promise<{ file_name: string; tags: string[] }[]> =>
    (await readFile(join(pictures, 'metadata.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))

  test('decides its tags anew and nothing else', async () => {
    const records = await listPictures()
    const shown = records.filter(({ tags }) => tags.includes('glasses')).length
    const lines = records.map(({ file_name, tags }) => ({
      ...{ picture: file_name, tag: 'hat', shown: tags.includes('glasses') },
    }))
    expect(await cli.expectSuccess(see(lines))).toContain('\ndone: ')
    const report = await readJson(cli.work, 'out/report.json')
    const before = await readJson(trained, 'tagger/report.json')
    const ofTag = (tags: { id: string }[], hat: boolean) => tags.filter(({ id }) => (id === 'hat') === hat)
    expect(ofTag(report.tags, true)).toMatchObject([{ id: 'hat', support: shown }])
    expect(ofTag(report.tags, false)).toEqual(ofTag(before.tags, false))
    const manifest = await readJson(cli.work, 'out/manifest.json')
    expect(manifest.provenance).toMatchObject({ steps: 3, decidedBySight: ['hat'] })
    const hash = ({ files }: { files: { sha256: string }[] }) => files[0]!.sha256
    expect(hash(manifest)).not.toBe(hash(await readJson(trained, 'tagger/manifest.json')))
  })

  test.each<[string, (names: string[]) => object[], RegExp]>([
    [
      'a picture that is not there',
      () => [{ picture: 'none.png', tag: 'hat', shown: true }],
      /seen\.jsonl, entry 1: the data has no picture "none\.png"; expected a file_name/,
    ],
    [
      'a line that makes no sense',
      ([picture]) => [{ picture, tag: 'hat', shown: 'yes' }],
      /seen\.jsonl, line 1: shown: .*got "yes"/,
    ],
    [
      'an exclusive tag',
      ([a, b]) => [
        { picture: a, tag: 'red-hair', shown: true },
        { picture: b, tag: 'red-hair', shown: false },
      ],
      /"red-hair" is one of the exclusive group "hair-colour", which is decided as a whole/,
    ],
    [
      'pictures of one kind',
      ([picture]) => [{ picture, tag: 'hat', shown: true }],
      /of 1 pictures seen for the tag "hat", 1 show it; look at some that do and some that do not/,
    ],
    [
      'a tag that is not known',
      ([picture]) => [{ picture, tag: 'halo', shown: true }],
      /the tag estimator has no tag "halo"/,
    ],
  ])('refuses %s', async (_, lines, message) => {
    const names = (await listPictures()).map(({ file_name }) => file_name)
    const { code, stderr } = await see(lines(names))
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringMatching(message) })
    expect(await readdir(cli.work)).toEqual(['seen.jsonl'])
  })
})

test('--dry-run prints the configuration and does nothing', async () => {
  const stdout = await cli.expectSuccess(
    train('--run', 'run', '--steps', '7', '--resolution', '128', '--learning-rate', '0.01', '--dry-run'),
  )
  expect(JSON.parse(stdout)).toMatchObject({
    network: { kind: 'tagger', resolution: 128, tags: 34 },
    steps: 7,
    adam: { learningRate: 0.01 },
  })
  expect(await readdir(cli.work)).toEqual([])
})

test('takes a tag schema of its own', async () => {
  const tags = animeTags.tags.filter(({ group }) => group === 'accessory')
  const schema = { ...animeTags, name: 'few', tags }
  await writeFile(join(cli.work, 'few.json'), JSON.stringify(schema))
  const stdout = await cli.expectSuccess(
    train('--run', 'r', '--steps', '1', '--schema', 'few.json', '--dry-run'),
  )
  expect(JSON.parse(stdout)).toMatchObject({ network: { tags: 3 }, tags: { name: 'few' } })
  await writeFile(join(cli.work, 'year.json'), JSON.stringify(animeTagsWithYear))
  await cli.expectRefusal(
    train('--run', 'r', '--steps', '1', '--schema', 'year.json', '--dry-run'),
    2,
    /attributes \("year"\) are not estimated; expected none/,
  )
})

describe('a new run', () => {
  test.each<[string, string[], RegExp]>([
    ['no data', ['--run', 'r', '--steps', '1'], /--data is needed \(see animegan train-tagger --help\)/],
    ['no run', ['--data', 'd', '--steps', '1'], /--run is needed/],
    ['no number of steps', ['--data', 'd', '--run', 'r'], /--steps is needed/],
    ['no steps', ['--data', 'd', '--run', 'r', '--steps', '0'], /--steps: expected a whole number from 1/],
    [
      'a side that is no power of two',
      ['--data', 'd', '--run', 'r', '--steps', '1', '--resolution', '96'],
      /resolution: expected a power of two from 64, got 96/,
    ],
    [
      'too small a side',
      ['--data', 'd', '--run', 'r', '--steps', '1', '--resolution', '32'],
      /resolution: expected a power of two from 64, got 32/,
    ],
    [
      'all pictures held out',
      ['--data', 'd', '--run', 'r', '--steps', '1', '--holdout', '1'],
      /--holdout: expected a part above 0 and below 1, but "1" came/,
    ],
    [
      'no tag schema',
      ['--data', 'd', '--run', 'r', '--steps', '1', '--schema', 'none.json'],
      /--schema: none\.json cannot be read; expected anime, anime-year or the path of a tag schema/,
    ],
    [
      'pictures that are not there',
      ['--data', 'd', '--run', 'r', '--steps', '1'],
      /cannot read d\/metadata\.jsonl/,
    ],
  ])('refuses %s', (_, flags, message) => cli.expectRefusal(train(...flags), 2, message))

  test('refuses a folder that holds a run', () =>
    cli.expectRefusal(start(trained, '--steps', '1'), 2, /trained already holds a run.*--resume/))

  test('refuses a folder that cannot be made', async () => {
    await writeFile(join(cli.work, 'file'), '')
    const message = /cannot write file\/run\/config\.json: a part of the path is a file/
    await cli.expectRefusal(start('file/run', '--steps', '1'), 1, message)
    const out = start('run', '--steps', '1', '--out', 'file/out')
    await cli.expectRefusal(out, 1, /cannot write file\/out\/manifest\.json/)
  })

  test('refuses too few pictures to hold some out', () => {
    const running = train('--data', pictures, '--run', 'run', '--steps', '1', '--holdout', '0.0001')
    return cli.expectRefusal(running, 2, /Of 30 pictures 0 would be held out with a share of 0\.0001/)
  })
})

describe('--resume', () => {
  test('refuses what is fixed, and takes it unchanged', async () => {
    const resume = (...flags: string[]) => train('--resume', '--run', trained, ...flags)
    await cli.expectRefusal(
      resume('--steps', '4'),
      2,
      /--steps cannot be changed on --resume: the run has 3; leave it out/,
    )
    await cli.expectRefusal(resume('--seed', '4'), 2, /--seed cannot be changed/)
    await cli.expectRefusal(train('--resume', '--run', 'nothing'), 2, /nothing holds no run.*config\.json/)
    const stdout = await cli.expectSuccess(resume('--steps', '3', '--seed', '3', '--out', 'again'))
    expect(stdout).toMatch(/^\ntag /)
    const file = 'tagger-fp32.onnx'
    const [first, again] = [join(trained, 'tagger', file), join(cli.work, 'again', file)]
    expect((await readFile(first)).equals(await readFile(again))).toBe(true)
  })

  test('refuses a folder that is gone and a configuration of something else', async () => {
    await writeFile(join(cli.work, 'config.json'), '{"preset": "tiny-32"}')
    const running = train('--resume', '--run', '.')
    await cli.expectRefusal(running, 2, /config\.json is not a valid tagger configuration/)
    await rm(join(cli.work, 'config.json'))
    await cli.expectRefusal(train('--resume', '--run', '.'), 2, /holds no run/)
  })
})

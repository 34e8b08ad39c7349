import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodePng } from '@animegan/runtime-node'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Finished, useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
/** 24 pictures, and 24 others. */
let pictures: string
let others: string
/** A run of 2 steps on `pictures`. */
let trained: string

const train = (...flags: string[]): Promise<Finished> => cli.animegan('train', ...flags)
const startTiny = (data: string, run: string, ...flags: string[]): Promise<Finished> =>
  train('--preset', 'tiny-32', '--data', data, '--run', run, '--seed', '3', ...flags)

beforeAll(async () => {
  pictures = join(cli.root, 'pictures')
  others = join(cli.root, 'others')
  trained = join(cli.root, 'trained')
  for (const [seed, out] of [pictures, others].entries()) {
    const flags = ['--count', '24', '--size', '32', '--seed', String(seed), '--out', out]
    await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...flags))
  }
  await cli.expectSuccess(startTiny(pictures, trained, '--steps', '2'))
})

const readRun = (run: string, file: string): Promise<Buffer> => readFile(join(cli.work, run, file))
const listCheckpoints = (run: string): Promise<string[]> => readdir(join(cli.work, run, 'checkpoints'))
/** A copy of the trained run in the working folder. */
const copyRun = (run: string): Promise<void> => cp(trained, join(cli.work, run), { recursive: true })

test('pictures of other splits than train are not trained on', async () => {
  const held = join(cli.work, 'held-out')
  await cp(pictures, held, { recursive: true })
  const path = join(held, 'metadata.jsonl')
  const extra = { file_name: 'train/000/000003.png', tags: ['smile'], split: 'test' }
  await writeFile(path, `${JSON.stringify(extra)}\n${await readFile(path, 'utf8')}`)
  await cli.expectSuccess(startTiny('held-out', 'run', '--steps', '2'))
  const checkpoint = 'checkpoints/step-000002.safetensors'
  expect((await readRun('run', checkpoint)).equals(await readFile(join(trained, checkpoint)))).toBe(true)

  await writeFile(path, `${JSON.stringify(extra)}\n`)
  await cli.expectRefusal(startTiny('held-out', 'none', '--steps', '2'), 2, /lists no image of split "train"/)
})

test('60 steps in one go end as 30 steps and a continuation do, bit for bit', {
  timeout: 240_000,
}, async () => {
  const stdout = await cli.expectSuccess(startTiny('../pictures', 'whole', '--steps', '60'))
  expect(stdout).toMatch(/^step 10\/60 {2}160 images {2}D /)
  expect(stdout).toMatch(/\ndone: 60 steps; the run is in whole\n$/)

  await cli.expectSuccess(startTiny('../pictures', 'parts', '--steps', '30'))
  expect(await listCheckpoints('parts')).toEqual(['step-000030.safetensors'])
  await cli.expectSuccess(train('--resume', '--run', 'parts', '--steps', '60'))

  const last = 'checkpoints/step-000060.safetensors'
  for (const file of [last, 'config.json', 'metrics.jsonl', 'snapshots/step-000060.png']) {
    expect((await readRun('parts', file)).equals(await readRun('whole', file)), file).toBe(true)
  }
  const first = 'checkpoints/step-000030.safetensors'
  expect((await readRun('parts', first)).equals(await readRun('parts', last))).toBe(false)
  expect(decodePng(await readRun('whole', 'snapshots/step-000060.png'))).toMatchObject({
    width: 256,
    height: 256,
  })
})

test.skipIf(process.platform === 'win32')('Ctrl-C saves what was computed, and the run goes on', async () => {
  const flags = ['--preset', 'tiny-32', '--data', pictures, '--run', 'run', '--steps', '100000']
  const { child, finished } = cli.start(['train', ...flags])
  child.stdout?.once('data', () => child.kill('SIGINT'))
  const { code, stdout, stderr } = await finished
  expect({ code, stderr }).toEqual({ code: 130, stderr: 'animegan: stopped\n' })
  const step = Number(/\nstopped: (\d+) steps; the run is in run\n$/.exec(stdout)?.[1])
  expect(step).toBeGreaterThanOrEqual(10)
  const nameOf = (n: number) => `step-${String(n).padStart(6, '0')}.safetensors`
  expect(await listCheckpoints('run')).toEqual([nameOf(step)])

  await cli.expectSuccess(train('--resume', '--run', 'run', '--steps', String(step + 1)))
  expect(await listCheckpoints('run')).toEqual([nameOf(step), nameOf(step + 1)])
})

test('--dry-run prints the configuration and does nothing', async () => {
  const stdout = await cli.expectSuccess(
    train('--preset', 'tiny-32', '--run', 'run', '--seed', '3', '--steps', '1', '--dry-run'),
  )
  expect(JSON.parse(stdout)).toMatchObject({
    preset: 'tiny-32',
    seed: 3,
    generator: { kind: 'srresnet', resolution: 32 },
  })
  expect(await readdir(cli.work)).toEqual([])
  expect(await cli.expectSuccess(train('--preset', 'tiny-32', '--seed', '3', '--dry-run'))).toBe(stdout)
  const saved = await cli.expectSuccess(train('--resume', '--run', trained, '--dry-run'))
  expect(JSON.parse(saved)).toEqual(JSON.parse(await readFile(join(trained, 'config.json'), 'utf8')))
})

describe('settings', () => {
  const dryRun = async (...flags: string[]) =>
    JSON.parse(await cli.expectSuccess(train('--dry-run', ...flags)))
  const writeConfig = (config: unknown) => writeFile(join(cli.work, 'c.json'), JSON.stringify(config))

  test('--config and --set change a preset, in this order', async () => {
    await writeConfig({ preset: 'tiny-32', batchSize: 8, adam: { beta1: 0.3 }, seed: 9 })
    const config = await dryRun(
      ...[
        '--config',
        'c.json',
        '--set',
        'adam.learningRate=1e-4',
        '--set',
        'discriminator.stages.1.channels=12',
      ],
      ...['--set', 'batchSize=4', '--seed', '5'],
    )
    const preset = await dryRun('--preset', 'tiny-32')
    const stages = preset.discriminator.stages.with(1, { ...preset.discriminator.stages[1], channels: 12 })
    expect(config).toEqual({
      ...preset,
      seed: 5,
      batchSize: 4,
      adam: { ...preset.adam, beta1: 0.3, learningRate: 1e-4 },
      discriminator: { ...preset.discriminator, stages },
    })
    await writeConfig(config)
    expect(await dryRun('--config', 'c.json')).toEqual(config)
  })

  test.each<[string[], RegExp]>([
    [
      ['--set', 'adam.lr=1'],
      /no adam\.lr in the configuration; instead of "lr" there is learningRate, beta1/,
    ],
    [['--set', 'discriminator.stages.9.channels=1'], /instead of "9" there is 0 to 3/],
    [['--set', 'seed.x=1'], /--set: there is no seed\.x in the configuration$/m],
    [['--set', 'batchSize'], /--set: expected path=value, but "batchSize" came/],
    [['--set', 'batchSize=-1'], /not a valid training configuration: batchSize: .*got -1/],
    [['--set', 'initialisation=magic'], /initialisation: expected one of "normal"\|"kaiming"; got "magic"/],
    [['--config', 'nothing.json'], /--config: nothing\.json cannot be read/],
    [['--seed', '1', '--seed', '2'], /--seed is given twice/],
  ])('refuses %j', (flags, message) => cli.expectRefusal(train('--dry-run', ...flags), 2, message))

  test('names every unknown key of --config', async () => {
    await writeConfig({ adam: { lr: 3 }, foo: 1 })
    await cli.expectRefusal(
      train('--config', 'c.json', '--dry-run'),
      2,
      /configuration: adam: unknown key "lr" unknown key "foo"/,
    )
    await writeFile(join(cli.work, 'c.json'), '[1]')
    await cli.expectRefusal(train('--config', 'c.json', '--dry-run'), 2, /c\.json should hold a JSON object/)
  })

  test('on --resume are refused unless they are what the run has', async () => {
    await copyRun('run')
    const resume = ['--resume', '--run', 'run', '--steps', '2']
    await cli.expectRefusal(
      train(...resume, '--set', 'adam.beta1=0.9', '--set', 'batchSize=16'),
      2,
      /cannot be changed on --resume, but it would: adam\.beta1 was 0\.5, is 0\.9$/m,
    )
    await writeConfig({ batchSize: 16, adam: { beta1: 0.5 } })
    const same = ['--seed', '3', '--preset', 'tiny-32', '--config', 'c.json', '--set', 'flip=true']
    await cli.expectSuccess(train(...resume, ...same))
  })
})

test('--json prints a report a line', async () => {
  await copyRun('run')
  const stdout = await cli.expectSuccess(train('--resume', '--run', 'run', '--steps', '3', '--json'))
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    {
      step: 3,
      steps: 3,
      imagesSeen: 48,
      metrics: expect.objectContaining({ 'discriminator/loss': expect.any(Number) }),
      stepsPerSecond: expect.any(Number),
    },
  ])
})

describe('a new run', () => {
  test.each<[string, string[], RegExp]>([
    [
      'an unknown preset',
      ['--preset', 'huge', '--data', 'd', '--run', 'r', '--steps', '1'],
      /no preset "huge".*paper-128, .*lite-64, .*tiny-32/,
    ],
    ['no data', ['--run', 'r', '--steps', '1'], /--data is needed \(see animegan train --help\)/],
    ['no run', ['--data', 'd', '--steps', '1'], /--run is needed/],
    ['no number of steps', ['--data', 'd', '--run', 'r'], /--steps is needed/],
    [
      'steps that are none',
      ['--run', 'r', '--steps', '0'],
      /--steps: expected a whole number from 1, but "0" came/,
    ],
    ['an empty path', ['--run', '', '--steps', '1'], /--run: expected the path of a folder/],
    [
      'pictures that are not there',
      ['--data', 'd', '--run', 'r', '--steps', '1'],
      /cannot read d\/metadata\.jsonl/,
    ],
  ])('refuses %s', (_, flags, message) => cli.expectRefusal(train(...flags), 2, message))

  test('refuses a folder that holds a run, and leaves it as it is', async () => {
    await copyRun('run')
    const before = await readRun('run', 'run.json')
    await cli.expectRefusal(startTiny(others, 'run', '--steps', '1'), 2, /run already holds a run.*--resume/)
    expect(await readRun('run', 'run.json')).toEqual(before)
    await rm(join(cli.work, 'run/config.json'))
    await cli.expectRefusal(startTiny(others, 'run', '--steps', '1'), 2, /run already holds a run/)
  })

  test('refuses a folder that cannot be made', async () => {
    await writeFile(join(cli.work, 'file'), '')
    const message = /cannot write file\/run\/config\.json: a part of the path is a file/
    await cli.expectRefusal(startTiny(pictures, 'file/run', '--steps', '1'), 1, message)
  })

  test.skipIf(!existsSync('/proc/self'))('refuses a place where nobody may write (needs /proc)', () =>
    cli.expectRefusal(startTiny(pictures, '/proc/run', '--steps', '1'), 1, /cannot write \/proc\/run\//),
  )

  test('says in one line when writing fails later', async () => {
    await mkdir(join(cli.work, 'run'))
    await writeFile(join(cli.work, 'run/checkpoints'), '')
    const { code, stderr } = await startTiny(pictures, 'run', '--steps', '1')
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^animegan: cannot write \S*run\/checkpoints: a part of the path is a file[^\n]*\n$/,
    )
  })
})

describe('--resume', () => {
  test('takes the pictures from where they are now, and remembers it', async () => {
    const moved = join(cli.work, 'moved')
    await cp(pictures, join(cli.work, 'here'), { recursive: true })
    await copyRun('run')
    await cli.expectSuccess(train('--resume', '--run', 'run', '--data', 'here', '--steps', '3'))
    await rename(join(cli.work, 'here'), moved)
    const resume = ['--resume', '--run', 'run', '--steps', '4']
    await cli.expectRefusal(
      train(...resume),
      2,
      /pictures of this run are no longer in .*here; say with --data/,
    )
    await cli.expectSuccess(train(...resume, '--data', moved))
    expect(JSON.parse(String(await readRun('run', 'run.json')))).toEqual({ data: moved })
  })

  test('refuses other pictures', async () => {
    await copyRun('run')
    const before = await readRun('run', 'run.json')
    const running = train('--resume', '--run', 'run', '--data', others, '--steps', '3')
    await cli.expectRefusal(
      running,
      2,
      /training data is not the one that .*step-000002\.safetensors was trained on/,
    )
    expect(await readRun('run', 'run.json')).toEqual(before)
  })

  test('asks for the pictures when the run does not name them', async () => {
    await copyRun('run')
    const resume = ['--resume', '--run', 'run', '--steps', '3']
    await writeFile(join(cli.work, 'run/run.json'), '{"data":')
    await cli.expectRefusal(train(...resume), 1, /run\/run\.json is not JSON; .*say with --data/)
    await rm(join(cli.work, 'run/run.json'))
    await cli.expectRefusal(train(...resume), 2, /--data is needed: there is no run\/run\.json/)
  })

  test('refuses what is fixed, changed or absent', async () => {
    await copyRun('run')
    const resume = (...flags: string[]) => train('--resume', '--steps', '3', ...flags)
    await cli.expectRefusal(resume('--run', 'nothing'), 2, /nothing holds no run.*config\.json/)
    await cli.expectRefusal(
      resume('--run', 'run', '--seed', '4'),
      2,
      /cannot be changed on --resume.*: seed was 3, is 4/,
    )
    await cli.expectRefusal(
      resume('--run', 'run', '--preset', 'lite-64'),
      2,
      /preset was "tiny-32", is "lite-64"/,
    )
    const config = JSON.parse(String(await readRun('run', 'config.json')))
    await writeFile(join(cli.work, 'run/config.json'), JSON.stringify({ ...config, seed: 4 }))
    await cli.expectRefusal(
      resume('--run', 'run'),
      2,
      /config\.json differs from the configuration in .*: seed was 3, is 4/,
    )
    await writeFile(join(cli.work, 'run/config.json'), JSON.stringify({ ...config, seed: -4 }))
    await cli.expectRefusal(resume('--run', 'run'), 2, /not a valid training configuration: seed: /)
  })

  test('goes on from the checkpoint before a damaged one, and refuses when there is no other', async () => {
    await copyRun('run')
    await cli.expectSuccess(train('--resume', '--run', 'run', '--steps', '3'))
    const damage = async (step: number) => {
      const path = join(cli.work, `run/checkpoints/step-00000${step}.safetensors`)
      await writeFile(path, (await readFile(path)).subarray(0, -100))
    }
    await damage(3)
    const { code, stderr } = await train('--resume', '--run', 'run', '--steps', '3')
    expect(code).toBe(0)
    expect(stderr).toMatch(
      /^animegan: warning: \S+step-000003\.safetensors is not a whole .* goes on from \S+step-000002\.safetensors\.\n$/,
    )
    for (const step of [2, 3]) await damage(step)
    const message =
      /no checkpoint that can be read.*step-000003\.safetensors is not a whole safetensors file: /
    await cli.expectRefusal(train('--resume', '--run', 'run', '--steps', '3'), 1, message)
  })
})

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
  const saved = await cli.expectSuccess(train('--resume', '--run', trained, '--steps', '1', '--dry-run'))
  expect(JSON.parse(saved)).toEqual(JSON.parse(await readFile(join(trained, 'config.json'), 'utf8')))
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
      /no preset "huge".*paper-128, .*lite-64, tiny-32/,
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
    await cli.expectRefusal(train(...resume), 1, /run\/run\.json is not JSON; say with --data/)
    await rm(join(cli.work, 'run/run.json'))
    await cli.expectRefusal(train(...resume), 2, /--data is needed: there is no run\/run\.json/)
  })

  test('refuses what is fixed, changed or absent', async () => {
    await copyRun('run')
    const resume = (...flags: string[]) => train('--resume', '--steps', '3', ...flags)
    await cli.expectRefusal(resume('--run', 'nothing'), 2, /nothing holds no run.*config\.json/)
    await cli.expectRefusal(resume('--run', 'run', '--seed', '3'), 2, /--seed cannot be changed on --resume/)
    await cli.expectRefusal(resume('--run', 'run', '--preset', 'tiny-32'), 2, /--preset cannot be changed/)
    const config = JSON.parse(String(await readRun('run', 'config.json')))
    await writeFile(join(cli.work, 'run/config.json'), JSON.stringify({ ...config, seed: 4 }))
    await cli.expectRefusal(resume('--run', 'run'), 2, /config\.json differs from the configuration in/)
    await writeFile(join(cli.work, 'run/config.json'), JSON.stringify({ ...config, seed: -4 }))
    await cli.expectRefusal(resume('--run', 'run'), 2, /not a valid training configuration: seed: /)
  })

  test('refuses a damaged checkpoint', async () => {
    await copyRun('run')
    const path = join(cli.work, 'run/checkpoints/step-000002.safetensors')
    const bytes = await readFile(path)
    await writeFile(path, bytes.subarray(0, bytes.length - 100))
    const message = /step-000002\.safetensors is not a whole safetensors file: .* the file ends at byte/
    await cli.expectRefusal(train('--resume', '--run', 'run', '--steps', '3'), 1, message)
  })
})

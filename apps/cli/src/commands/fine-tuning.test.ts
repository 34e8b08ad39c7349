import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { animeTags } from '@animegan/core'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const pictures = () => join(cli.root, 'pictures')
/** A run of 2 steps, and its weights with and without a trainable file. */
const run = () => join(cli.root, 'run')
const weights = (name: 'whole' | 'plain') => join(cli.root, name)

beforeAll(async () => {
  const synthesis = ['--count', '24', '--size', '32', '--schema', 'anime-year', '--out', pictures()]
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...synthesis))
  const training = ['--preset', 'tiny-32', '--data', pictures(), '--run', run(), '--steps', '2']
  await cli.expectSuccess(cli.animegan('train', ...training))
  for (const [name, ...flags] of [['whole', '--trainable'], ['plain']] as const) {
    const named = ['--name', 'first', '--licence', 'CC0-1.0', '--out', weights(name)]
    await cli.expectSuccess(cli.animegan('weights', 'export', '--run', run(), ...named, ...flags))
  }
}, 120_000)

const config = async (name: string) => JSON.parse(await readFile(join(cli.work, name, 'config.json'), 'utf8'))
const tune = (from: string, into: string, ...flags: string[]) =>
  cli.animegan('train', '--preset', 'tiny-32', '--data', pictures(), '--run', into, '--from', from, ...flags)

test('weights and runs are trained on, also with tags that they do not know', async () => {
  await cli.expectSuccess(tune(weights('whole'), 'tuned', '--steps', '2'))
  expect(await config('tuned')).toMatchObject({ generator: { conditionSize: 34 } })

  await cli.expectSuccess(tune(run(), 'year', '--schema', 'anime-year', '--steps', '2'))
  const { generator, discriminator, tags } = await config('year')
  expect([generator.conditionSize, discriminator.conditionSize]).toEqual([35, 35])
  expect(tags.attributes).toEqual([expect.objectContaining({ id: 'year' })])
  const named = ['--name', 'year', '--licence', 'CC0-1.0', '--out', 'year-weights']
  await cli.expectSuccess(cli.animegan('weights', 'export', '--run', 'year', ...named))
  const sweep = ['--sweep', 'year=2003..2017', '--count', '4', '--seed', '1', '--out', 'sweep.png']
  await cli.expectSuccess(cli.animegan('generate', '--weights', 'year-weights', ...sweep))

  const scarf = { ...animeTags.tags[30]!, id: 'scarf' }
  const more = { ...animeTags, name: 'more', tags: [scarf, ...animeTags.tags.toReversed()] }
  await writeFile(join(cli.work, 'more.json'), JSON.stringify(more))
  await cli.expectSuccess(tune(weights('whole'), 'more', '--schema', 'more.json', '--steps', '1'))
  expect(await config('more')).toMatchObject({ generator: { conditionSize: 35 }, tags: { name: 'more' } })
}, 240_000)

const provenance = async (name: string, ...flags: string[]) => {
  const named = ['--name', 'made', '--licence', 'CC0-1.0', '--out', `${name}-weights`, ...flags]
  await cli.expectSuccess(cli.animegan('weights', 'export', '--run', name, ...named))
  return JSON.parse(await readFile(join(cli.work, `${name}-weights`, 'manifest.json'), 'utf8')).provenance
}

test('weights say what they were tuned from, also after a continuation', async () => {
  await cli.expectSuccess(tune(weights('whole'), 'tuned', '--steps', '1'))
  await cli.expectSuccess(cli.animegan('train', '--resume', '--run', 'tuned', '--steps', '2'))
  const { startedFrom, steps } = await provenance('tuned', '--best')
  expect(steps).toBeGreaterThan(0)
  const sha256 = expect.stringMatching(/^[0-9a-f]{64}$/)
  expect(startedFrom).toEqual({ name: 'first', version: '0.1.0', licence: 'CC0-1.0', sha256 })
}, 240_000)

test('a fine-tuning that was killed before it began does not stand in the way', async () => {
  await cli.expectSuccess(tune(weights('whole'), 'begun', '--steps', '1'))
  const folder = join(cli.work, 'begun')
  await rm(join(folder, 'config.json'))
  await rm(join(folder, 'checkpoints', 'step-000001.safetensors'), { force: true })
  expect(await readdir(join(folder, 'checkpoints'))).toEqual(['step-000000.safetensors'])
  await cli.expectSuccess(tune(weights('whole'), 'begun', '--steps', '1'))
}, 240_000)

test('a fine-tuning that is continued equals one in one go, bit for bit', async () => {
  await cli.expectSuccess(tune(weights('whole'), 'once', '--steps', '3'))
  await cli.expectSuccess(tune(weights('whole'), 'twice', '--steps', '1'))
  await cli.expectSuccess(cli.animegan('train', '--resume', '--run', 'twice', '--steps', '3'))
  const last = (name: string) => readFile(join(cli.work, name, 'checkpoints', 'step-000003.safetensors'))
  expect((await last('twice')).equals(await last('once'))).toBe(true)
  const again = await cli.animegan('train', '--resume', '--run', 'twice', '--steps', '4', '--from', run())
  expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('leave it out on --resume') })
}, 240_000)

test('weights without a trainable file, and ones for another size, are refused by name', async () => {
  const plain = await tune(weights('plain'), 'tuned', '--steps', '1')
  expect(plain).toMatchObject({ code: 2, stderr: expect.stringContaining('with --trainable') })
  const missing = await tune(join(cli.work, 'nowhere'), 'tuned', '--steps', '1')
  expect(missing.code).toBe(1)
  const schema = await tune(run(), 'tuned', '--steps', '1', '--schema', 'nothing.json')
  expect(schema).toMatchObject({ code: 2, stderr: expect.stringContaining('--schema: nothing.json') })
  expect(existsSync(join(cli.work, 'tuned'))).toBe(false)
}, 120_000)

test('a student learns from a teacher, and goes on where it stopped', async () => {
  const lessons = ['--preset', 'tiny-32', '--lessons', '20', '--adversarial-from', '2', '--seed', '5']
  const distill = (into: string, ...flags: string[]) => cli.animegan('distill', '--run', into, ...flags)
  await cli.expectSuccess(distill('once', '--teacher', weights('whole'), ...lessons, '--steps', '3'))
  await cli.expectSuccess(distill('twice', '--teacher', weights('whole'), ...lessons, '--steps', '1'))
  await cli.expectSuccess(distill('twice', '--resume', '--steps', '3'))
  const last = (name: string) => readFile(join(cli.work, name, 'checkpoints', 'step-000003.safetensors'))
  expect((await last('twice')).equals(await last('once'))).toBe(true)
  expect(await readdir(join(cli.work, 'once', 'snapshots'))).toHaveLength(1)

  const { teacher } = await provenance('twice')
  expect(teacher).toMatchObject({ name: 'first', licence: 'CC0-1.0', lessons: 20 })
  const late = await distill('twice', '--resume', '--steps', '4', '--pixel', '3')
  expect(late).toMatchObject({ code: 2, stderr: expect.stringContaining('--pixel says how a run begins') })

  const train = await cli.animegan('train', '--resume', '--run', 'once', '--data', pictures(), '--steps', '4')
  expect(train).toMatchObject({ code: 2, stderr: expect.stringContaining('animegan distill --resume') })
  const alone = await distill('alone', '--preset', 'tiny-32', '--steps', '1')
  expect(alone).toMatchObject({ code: 2, stderr: expect.stringContaining('--teacher is needed') })
  const large = await distill('large', '--teacher', weights('whole'), '--preset', 'lite-64', '--steps', '1')
  expect(large).toMatchObject({ code: 2, stderr: expect.stringContaining('draws pictures of side 32') })
}, 240_000)

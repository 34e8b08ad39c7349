import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodePng } from '@animegan/runtime-node'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
/** One that has learnt nothing. */
let tagger = ''

beforeAll(async () => {
  const real = join(cli.root, 'real')
  tagger = join(cli.root, 'tagger')
  await cli.expectSuccess(
    cli.animegan('dataset', 'synthesize', '--count', '24', '--size', '32', '--seed', '1', '--out', real),
  )
  const training = ['--steps', '2', '--batch-size', '4', '--holdout', '0.3', '--name', 'small']
  const run = ['--data', real, '--run', join(cli.root, 'run'), '--out', tagger]
  await cli.expectSuccess(cli.animegan('train-tagger', ...run, ...training))
})

const precision = (...flags: string[]) => {
  const estimator = flags.includes('--estimator') ? [] : ['--estimator', tagger]
  return cli.animegan(
    'evaluate',
    'precision',
    '--weights',
    'synthetic',
    ...estimator,
    '--threads',
    '1',
    ...flags,
  )
}

const some = ['--tags', 'hat, glasses, blue eyes, red eyes', '--images', '3']

test("prints the tags beside the paper's numbers, and goes on with what is kept", async () => {
  const flags = [...some, '--cache', 'cache', '--out', 'sheet.png']
  const { code, stdout, stderr } = await precision(...flags)
  expect(code).toBe(0)
  const lines = stdout.split('\n')
  expect(lines[0]).toMatch(/^synthetic \d+\.\d+\.\d+ \(fp32\)$/)
  expect(lines[2]).toMatch(/^tag +shown +precision +95% interval +chance +paper$/)
  expect(lines.slice(3, 7).map((line) => line.replace(/ {2,}.*/, ''))).toEqual([
    'hat',
    'glasses',
    'blue eyes',
    'red eyes',
  ])
  expect(lines[3]).toMatch(/^hat +[0-3]\/3 +[01]\.\d\d +[01]\.\d\d to [01]\.\d\d +[01]\.\d\d +0\.15$/)
  expect(stdout).toMatch(/\nmean of all 4 +[01]\.\d\d .* 0\.65\n/)
  expect(stdout).toContain('3 images a tag, seed 0, judged by small')
  expect(stdout).toContain('of eye colour the most probable, others above 0.25')
  expect(stdout).toContain('say so with --labelled-training-data')
  expect(stdout).toMatch(/\nwrote sheet\.png\n$/)
  // After two steps one colour is the most probable of all eyes, if not of none.
  expect(stderr).toMatch(/^animegan: warning: no better than chance, as far as 3 images tell: /)

  const sheet = await readFile(join(cli.work, 'sheet.png'))
  expect(decodePng(sheet).width).toBeGreaterThan(600)
  const [name] = await readdir(join(cli.work, 'cache'))
  const kept = JSON.parse(await readFile(join(cli.work, 'cache', name!), 'utf8'))
  expect(kept.tags.map(({ id }: { id: string }) => id)).toEqual(['hat', 'glasses', 'blue-eyes', 'red-eyes'])
  // Whoever reads what is kept does not look again.
  for (const { id, seen } of kept.tags) for (const tags of seen) tags.push(id)
  await writeFile(join(cli.work, 'cache', name!), JSON.stringify(kept))
  const again = await precision(...flags)
  expect(again.stdout).toMatch(/\nhat +3\/3 +1\.00 /)
  expect(await readFile(join(cli.work, 'sheet.png'))).not.toEqual(sheet)
})

test('says all as JSON, the same for the same seed, and calls agreement by its name', async () => {
  const read = async (...flags: string[]) => {
    const { code, stdout, stderr } = await precision(...some, '--json', ...flags)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout)
  }
  const result = await read('--cache', 'a', '--truncation', '0.7', '--labelled-training-data', 'yes')
  expect(result).toMatchObject({
    model: { name: 'synthetic', dtype: 'fp32', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ...{ images: 3, seed: 0, truncation: 0.7 },
    judge: {
      ...{ kind: 'estimator', name: 'small', rule: { threshold: 0.25, thresholds: {} } },
      labelledTrainingData: true,
    },
    warnings: expect.arrayContaining([expect.stringContaining('small labelled the pictures')]),
  })
  expect(result.tags.map(({ id, asked, paper }: Record<string, unknown>) => [id, asked, paper])).toEqual([
    ['hat', 3, 0.15],
    ['glasses', 3, 0.45],
    ['blue-eyes', 3, 1],
    ['red-eyes', 3, 1],
  ])
  const fresh = await read('--cache', 'b', '--truncation', '0.7', '--labelled-training-data', 'no')
  expect(fresh.tags).toEqual(result.tags)
  expect(fresh.judge.labelledTrainingData).toBe(false)
  const { stdout } = await precision(
    ...some,
    '--cache',
    'a',
    '--truncation',
    '0.7',
    '--labelled-training-data',
    'yes',
  )
  expect(stdout).toMatch(/\ntag +shown +agreement /)
  expect(stdout).not.toContain('say so with')
})

test('refuses what makes no sense before it draws', async () => {
  await cli.expectRefusal(precision('--images', '0'), 2, /--images: expected a whole number from 1 to 10000/)
  await cli.expectRefusal(precision('--out', 'sheet.jpg'), 2, /--out: expected a \.png file/)
  await cli.expectRefusal(
    precision('--tags', 'hta', '--cache', cli.root),
    2,
    /unknown tag "hta": did you mean "hat"/,
  )
  await cli.expectRefusal(precision('--threshold', '2'), 2, /--threshold: expected a probability from 0 to 1/)
})

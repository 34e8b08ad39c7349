import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseReport } from '@animegan/evaluation'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
/** Pictures, a training on them, and a tagger that has learnt next to nothing from them. */
let [data, run, tagger, out]: string[] = []

beforeAll(async () => {
  ;[data, run, tagger, out] = ['faces', 'run', 'tagger', 'report'].map((name) => join(cli.root, name))
  const pictures = ['--count', '24', '--size', '32', '--seed', '1', '--out', data!]
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...pictures))
  const tagging = ['--steps', '2', '--batch-size', '4', '--holdout', '0.3', '--name', 'small']
  const tags = ['--data', data!, '--run', join(cli.root, 'tagging'), '--out', tagger!]
  await cli.expectSuccess(cli.animegan('train-tagger', ...tags, ...tagging))
  const training = ['--preset', 'tiny-32', '--data', data!, '--run', run!, '--steps', '4']
  const every = ['--checkpoint-every', '2', '--keep', '2', '--set', 'batchSize=4', '--threads', '1']
  const { code } = await cli.animegan('train', ...training, ...every)
  expect(code).toBe(0)
})

const curve = (...flags: string[]) =>
  cli.animegan('evaluate', 'curve', '--run', run!, '--estimator', tagger!, '--samples', '8', ...flags)

const rule = { threshold: 0.3, thresholds: { hat: 0.4, 'eye-colour': 0.1 } }

const report = async (...flags: string[]) => {
  const thresholds = join(cli.root, 'thresholds.json')
  await writeFile(thresholds, JSON.stringify(rule.thresholds))
  return cli.animegan(
    ...['evaluate', 'report', '--data', data!, '--estimator', tagger!, '--out', out!, '--run', run!],
    ...['--weights', 'synthetic', '--weights', 'synthetic@int8', '--threads', '1'],
    ...['--threshold', String(rule.threshold), '--thresholds', thresholds],
    ...['--samples', '8', '--images', '1', ...flags],
  )
}

test('measures FID at each checkpoint once, and keeps it when the checkpoint goes', async () => {
  const text = await cli.expectSuccess(curve())
  expect(text).toMatch(/^step +images seen +FID\n2 +8 +[\d.]+\n4 +16 +[\d.]+\n/)
  expect(text).toContain('8 fakes beside 24 pictures of faces, ')
  expect(text).toContain('2 of 2 measured now')
  const [oldest] = (await readdir(join(run!, 'checkpoints'))).sort()
  await rm(join(run!, 'checkpoints', oldest!))
  const { points, measured } = JSON.parse(await cli.expectSuccess(curve('--json')))
  expect(measured).toBe(0)
  expect(points.map(({ step }: { step: number }) => step)).toEqual([2, 4])
  expect(await readdir(run!)).not.toContain('.evaluation')
})

test('refuses to draw a curve of what is no run', async () => {
  const nothing = ['--run', 'nothing', '--estimator', tagger!]
  await cli.expectRefusal(cli.animegan('evaluate', 'curve', ...nothing), 2, /nothing holds no run/)
})

test('writes a page and a report.json of two models, and measures nothing twice', {
  timeout: 300_000,
}, async () => {
  const { code, stdout, stderr } = await report()
  expect(code).toBe(0)
  expect(stdout).toMatch(
    /report\/index\.html \([\d.]+ MB\), .*report\.json and .*tables\.md; \d+ parts measured, 1 as/,
  )
  expect(stderr.match(/not measured: figure years of synthetic (fp32|int8): .*no year/g)).toHaveLength(2)
  const page = await readFile(join(out!, 'index.html'), 'utf8')
  const json = JSON.parse(await readFile(join(out!, 'report.json'), 'utf8'))
  const found = parseReport(json, 'report.json')
  const models = ['synthetic fp32', 'synthetic int8']
  expect(found.models.map(({ id, trainedOnDataset }) => [id, trainedOnDataset])).toEqual(
    models.map((id) => [id, 'no']),
  )
  for (const entries of [found.fid, found.scores, found.precision, found.speed!.models])
    expect(entries.map(({ model }) => model)).toEqual(models)
  for (const { judge } of found.precision) expect(judge).toMatchObject({ kind: 'estimator', rule })
  expect(found.runs[0]!.fid[0]!.steps).toEqual([2, 4])
  expect(found.figures.map(({ numbers }) => numbers)).toEqual([
    [1, 9],
    [2, 10],
    [3],
    [4, 12],
    [6],
    [11],
    [14],
  ])
  for (const { file } of found.figures.flatMap(({ sheets }) => sheets))
    expect((await stat(join(out!, file))).size).toBeGreaterThan(1000)
  expect(await readFile(join(out!, 'tables.md'), 'utf8')).toContain('## Precision of tags')
  expect(page.match(/<img /g)).toHaveLength(13)
  expect(page).toContain('not trained on faces')

  const again = await report('--title', 'The same <again>')
  expect(again.stdout).toContain('; 0 parts measured, ')
  expect(await readFile(join(out!, 'index.html'), 'utf8')).toContain(
    '<title>The same &#60;again&#62;</title>',
  )
  const { created: _, title: __, ...rest } = JSON.parse(await readFile(join(out!, 'report.json'), 'utf8'))
  const { created: ___, title: ____, ...before } = json
  expect(rest).toEqual(before)
})

test('refuses a report without models or pictures', async () => {
  const flags = ['--data', data!, '--estimator', tagger!, '--out', 'page']
  const noModel = cli.animegan('evaluate', 'report', ...flags)
  await cli.expectRefusal(noModel, 2, /--weights is needed/)
  const noRun = cli.animegan('evaluate', 'report', ...flags, '--weights', 'synthetic', '--run', 'nothing')
  await cli.expectRefusal(noRun, 2, /nothing holds no run/)
})

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { encodePng } from '@animegan/runtime-node'
import { expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()

async function writeRun(name: string, records: object[], sheets: number[]): Promise<void> {
  const run = join(cli.work, name)
  await mkdir(join(run, 'snapshots'), { recursive: true })
  const config = { preset: 'tiny-32', batchSize: 16, seed: 3, note: '</script><b>' }
  await writeFile(join(run, 'config.json'), JSON.stringify(config))
  await writeFile(join(run, 'metrics.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''))
  const png = encodePng({ width: 2, height: 2, data: new Uint8ClampedArray(16).fill(200) })
  for (const step of sheets)
    await writeFile(join(run, `snapshots/step-${String(step).padStart(6, '0')}.png`), png)
}

const readPage = async (path: string) => {
  const html = await readFile(join(cli.work, path), 'utf8')
  const json = /<script type="application\/json" id="run">(.*?)<\/script>/s.exec(html)?.[1]
  return { html, data: JSON.parse(json!) }
}

test('writes one page with all curves and pictures, which asks nothing of a network', async () => {
  const records = [10, 20, 30].map((step) => ({
    step,
    imagesSeen: 16 * step,
    'discriminator/tags': step / 10,
    'discriminator/accuracyReal': 0.5,
    'generator/tags': 3,
    'generator/novelty': 1,
    ...(step === 20 ? { 'discriminator/r1': 7 } : {}),
  }))
  await writeRun('run', records, [10, 20, 30, 1000000])
  expect(await cli.expectSuccess(cli.animegan('runs', 'show', 'run'))).toMatch(
    /^wrote run\/run\.html \(0\.1 MB\)\n$/,
  )
  const { html, data } = await readPage('run/run.html')
  expect(html).not.toMatch(/(src|href)="(?!data:)|@import|url\(/)
  expect(html.match(/<\/script>/g)).toHaveLength(3)
  expect(data.steps).toEqual([10, 20, 30])
  const curves = data.charts.map(
    ({ title, series }: { title: string; series: { label: string; values: unknown }[] }) => [
      title,
      ...series.map(({ label, values }) => [label, values]),
    ],
  )
  expect(curves).toEqual([
    ['What D judges rightly', ['right on real', [0.5, 0.5, 0.5]]],
    ['Tag loss', ['D', [1, 2, 3]], ['G', [3, 3, 3]]],
    ['Gradient penalties', ['R1', [null, 7, null]]],
    ['novelty', ['novelty', [1, 1, 1]]],
  ])
  expect(data.snapshots.map(({ step }: { step: number }) => step)).toEqual([10, 20, 30, 1000000])
  expect(data.snapshots[0].source).toMatch(/^data:image\/webp;base64,UklGR/)
})

test('shows FID of the checkpoints among the curves, as points', async () => {
  await writeRun('run', [{ step: 10, imagesSeen: 160, 'generator/tags': 3 }], [])
  const settings = { samples: 8, reals: 9, seed: 0, data: { name: 'faces', sha256: 'a' } }
  const points = [
    { step: 20, imagesSeen: 320, fid: 7 },
    { step: 10, imagesSeen: 160, fid: 12.5 },
  ].map((point) => ({ ...point, ...settings, extractor: { name: 'small', size: 4, sha256: 'b' } }))
  const lines = points.map((point) => `${JSON.stringify(point)}\n`)
  await writeFile(join(cli.work, 'run/evaluations.jsonl'), lines.join(''))
  await cli.expectSuccess(cli.animegan('runs', 'show', 'run'))
  const { data } = await readPage('run/run.html')
  expect(data.steps).toEqual([10, 20])
  expect(data.charts.map(({ title }: { title: string }) => title)).toEqual(['FID', 'Tag loss'])
  expect(data.charts[0]).toMatchObject({ isSparse: true, series: [{ label: 'FID', values: [12.5, 7] }] })
  expect(data.charts[1]).toMatchObject({ isSparse: false, series: [{ values: [3, null] }] })
})

test('takes some of many snapshots, always the first and the last', async () => {
  await writeRun('run', [], [1, 2, 3, 4, 5, 6, 7, 8, 9])
  const show = cli.animegan('runs', 'show', 'run', '--snapshots', '3', '--out', 'page.html', '--open', 'no')
  expect(await cli.expectSuccess(show)).toMatch(/^wrote page\.html/)
  const { html, data } = await readPage('page.html')
  expect(data.snapshots.map(({ step }: { step: number }) => step)).toEqual([1, 5, 9])
  expect(html).toContain('No step was reported yet.')
})

test('refuses what is no run', async () => {
  await cli.expectRefusal(
    cli.animegan('runs', 'show', 'nothing'),
    2,
    /nothing holds no run: there is no config\.json/,
  )
  await cli.expectRefusal(
    cli.animegan('runs', 'show', '.', '--open', 'maybe'),
    2,
    /--open: expected one of yes, no/,
  )
})

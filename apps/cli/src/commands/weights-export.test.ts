import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseWeightsManifest } from '@animegan/core'
import { decodePng } from '@animegan/runtime-node'
import { beforeAll, expect, test } from 'vitest'
import { type Finished, useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
/** A run of 2 steps. */
let run: string

beforeAll(async () => {
  const pictures = join(cli.root, 'pictures')
  run = join(cli.root, 'run')
  const synthesis = ['--count', '16', '--size', '32', '--out', pictures]
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...synthesis))
  const training = ['--preset', 'tiny-32', '--data', pictures, '--run', run, '--seed', '3', '--steps', '2']
  await cli.expectSuccess(cli.animegan('train', ...training))
})

const named = ['--name', 'first', '--licence', 'CC0-1.0']
const exportRun = (...flags: string[]): Promise<Finished> => cli.animegan('weights', 'export', ...flags)

test('turns a run into weights that draw', async () => {
  const flags = ['--title', 'First steps', '--credit', 'Me', '--weights-version', '1.2.3']
  const stdout = await cli.expectSuccess(exportRun('--run', run, '--out', 'made/first', ...named, ...flags))
  expect(stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^wrote made\/first\/model-fp32\.onnx \(\d\.\d\d MB\)$/),
    expect.stringMatching(/^wrote made\/first\/model-fp16\.onnx /),
    expect.stringMatching(/^wrote made\/first\/model-int8\.onnx /),
    'wrote made/first/manifest.json',
  ])

  const path = join(cli.work, 'made/first/manifest.json')
  const manifest = parseWeightsManifest(JSON.parse(await readFile(path, 'utf8')), path)
  expect(manifest).toMatchObject({
    name: 'first',
    version: '1.2.3',
    licence: 'CC0-1.0',
    title: 'First steps',
    credit: 'Me',
    architecture: { kind: 'srresnet', resolution: 32 },
    provenance: {
      preset: 'tiny-32',
      seed: 3,
      steps: 2,
      imagesSeen: 32,
      dataSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  })
  for (const file of manifest.files) {
    expect((await stat(join(cli.work, 'made/first', file.path))).size).toBe(file.bytes)
  }

  const generate = ['generate', '--weights', 'made/first', '--tags', 'smile', '--seed', '1', '--count', '2']
  for (const dtype of ['fp32', 'fp16', 'int8']) {
    await cli.expectSuccess(cli.animegan(...generate, '--dtype', dtype, '--out', `${dtype}.png`))
    const png = decodePng(await readFile(join(cli.work, `${dtype}.png`)))
    expect(png).toMatchObject({ width: 64, height: 32 })
    expect(new Set(png.data).size).toBeGreaterThan(8)
  }
})

test('puts what else is known into the manifest', async () => {
  const about = { provenance: { recipe: 'recipes/first' }, metrics: { fid: 12.5 } }
  await writeFile(join(cli.work, 'about.json'), JSON.stringify(about))
  await cli.expectSuccess(exportRun('--run', run, '--out', 'told', ...named, '--about', 'about.json'))
  const path = join(cli.work, 'told/manifest.json')
  const { provenance, metrics } = parseWeightsManifest(JSON.parse(await readFile(path, 'utf8')), path)
  expect(provenance).toMatchObject({ recipe: 'recipes/first', steps: 2 })
  expect(metrics).toEqual({ fid: 12.5 })
})

test('refuses what it cannot export, without a trace', async () => {
  const out = ['--out', 'made', ...named]
  await writeFile(join(cli.work, 'bad.json'), '{"metric": {}}')
  await cli.expectRefusal(
    exportRun('--run', run, ...out, '--about', 'bad.json'),
    2,
    /--about: bad\.json is no object with provenance and metrics: .*metric/,
  )
  await cli.expectRefusal(exportRun('--run', 'nothing', ...out), 2, /nothing has no checkpoint; train first/)
  await cli.expectRefusal(
    exportRun('--run', run, '--out', 'made', '--name', 'first'),
    2,
    /--licence is needed/,
  )
  await cli.expectRefusal(
    exportRun('--run', run, ...out, '--weights-version', 'new'),
    2,
    /--weights-version: expected a version like 1\.0\.0, but "new" came/,
  )
  await writeFile(join(cli.work, 'file'), '')
  await cli.expectRefusal(
    exportRun('--run', run, '--out', 'file/made', ...named),
    1,
    /cannot write file\/made\//,
  )
})

test('refuses a damaged checkpoint, without a trace', async () => {
  const [name = ''] = await readdir(join(run, 'checkpoints'))
  const path = join(run, 'checkpoints', name)
  const bytes = await readFile(path)
  try {
    await writeFile(path, bytes.subarray(0, 1000))
    const message = /step-000002\.safetensors is not a whole safetensors file: its header should end at byte/
    await cli.expectRefusal(exportRun('--run', run, '--out', 'made', ...named), 1, message)
  } finally {
    await writeFile(path, bytes)
  }
})

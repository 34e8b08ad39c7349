import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodePng, writeNpy } from '@animegan/runtime-node'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const count = 24
/** Pictures, and features of them. */
let set: string
let features: string
let tagger: string

const map = (...flags: string[]) => cli.animegan('dataset', 'map', set, '--steps', '10', ...flags)

beforeAll(async () => {
  set = join(cli.root, 'faces')
  features = join(cli.root, 'features.npy')
  tagger = join(cli.root, 'tagger')
  const synthesis = ['--count', String(count), '--size', '64', '--seed', '1', '--out', set]
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...synthesis))
  const data = Float32Array.from({ length: count * 4 }, (_, i) => Math.sin(i * i))
  await writeNpy(features, { data, shape: [count, 4] })
  const training = ['--steps', '2', '--batch-size', '4', '--holdout', '0.3', '--name', 'small']
  const run = ['--data', set, '--run', join(cli.root, 'run'), '--out', tagger]
  await cli.expectSuccess(cli.animegan('train-tagger', ...run, ...training))
})

test('draws a picture and a page from features in a file, the same for the same seed', async () => {
  const flags = ['--features', features, '--count', '20', '--size', '300', '--seed', '3']
  expect(await cli.expectSuccess(map(...flags))).toMatch(
    /^wrote map\.png and map\.html: 20 of 24 pictures by features\.npy; trustworthiness [01]\.\d{3}\n$/,
  )
  const png = await readFile(join(cli.work, 'map.png'))
  expect(decodePng(png, 'map.png')).toMatchObject({ width: 300, height: 300 })
  const html = await readFile(join(cli.work, 'map.html'), 'utf8')
  expect(html).toContain('<title>faces</title>')
  await cli.expectSuccess(map(...flags, '--out', 'again.png', '--html', 'again.html'))
  expect(await readFile(join(cli.work, 'again.png'))).toEqual(png)
  expect(await readFile(join(cli.work, 'again.html'), 'utf8')).toBe(html)
})

test('takes the features of a tag estimator, and writes only what is asked for', async () => {
  const flags = ['--estimator', tagger, '--threads', '1', '--html', 'faces.html', '--title', 'A & B']
  expect(await cli.expectSuccess(map(...flags))).toMatch(
    /^wrote faces\.html: 24 of 24 pictures by features of small; trustworthiness/,
  )
  expect(await readFile(join(cli.work, 'faces.html'), 'utf8')).toContain('<title>A &#38; B</title>')
  await expect(readFile(join(cli.work, 'map.png'))).rejects.toThrow('ENOENT')
})

test("is the paper's Figure 6 with a caption", async () => {
  const figure = ['figure', 'map', '--data', set, '--estimator', tagger, '--threads', '1']
  expect(await cli.expectSuccess(cli.animegan('evaluate', ...figure))).toBe(
    "wrote map.png: A map of faces (the paper's Figure 6)\n",
  )
  expect(decodePng(await readFile(join(cli.work, 'map.png'))).width).toBeGreaterThan(1600)
})

test('checks its flags', async () => {
  await cli.expectRefusal(map(), 2, /expected either --estimator or --features, neither came/)
  const both = ['--features', features, '--estimator', tagger]
  await cli.expectRefusal(map(...both), 2, /expected either --estimator or --features, both came/)
  await cli.expectRefusal(map('--count', '9'), 2, /--count: expected a whole number from 10 to 5000/)
  await cli.expectRefusal(map('--out', 'map.jpg'), 2, /--out: expected the path of a \.png file/)
  await cli.expectRefusal(map('--arrange', 'heap'), 2, /--arrange: expected one of scatter, grid/)
  const perplexity = ['--features', features, '--perplexity', '9']
  await cli.expectRefusal(map(...perplexity), 2, /perplexity: expected an integer from 2 to 8, got 9/)
  const short = join(cli.root, 'short.npy')
  await writeNpy(short, { data: new Float32Array(8), shape: [2, 4] })
  await cli.expectRefusal(map('--features', short), 2, /short\.npy.*\(24, width\)/)
})

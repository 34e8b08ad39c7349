import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const get = (...flags: string[]) => cli.animegan('assets', 'get', 'nsfwjs-inception', ...flags)

test('says how to get the package', async () => {
  await cli.expectRefusal(
    get('--from', cli.work),
    1,
    /the npm package nsfwjs, .* is not installed .*; install it with: npm install nsfwjs@4$/m,
  )
  expect(await cli.expectSuccess(cli.animegan('assets', 'list'))).toMatch(
    /^nsfwjs-inception +not here +npm nsfwjs +MIT /m,
  )
})

test('converts what is installed; its features compare pictures, its classes are no tags of faces', async () => {
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', '--count', '10', '--out', 'faces'))
  const estimator = ['--estimator', 'nsfwjs-inception']
  const map = ['dataset', 'map', 'faces', ...estimator, '--out', 'map.png', '--size', '256']
  await cli.expectRefusal(cli.animegan(...map), 1, /get it with: animegan assets get nsfwjs-inception$/m)

  const stdout = await cli.expectSuccess(get('--out', 'inception'))
  expect(stdout).toMatch(/^inception\/manifest\.json\n(.*\n){2}nsfwjs-inception: licence MIT, credit NSFW JS/)
  expect((await readdir(join(cli.work, 'inception'))).sort()).toEqual([
    'inception-fp16.onnx',
    'inception-fp32.onnx',
    'manifest.json',
  ])

  expect(await cli.expectSuccess(cli.animegan(...map))).toMatch(
    /10 of 10 pictures by features of nsfwjs-inception; trustworthiness [01]\.\d+/,
  )

  const before = await readFile(join(cli.work, 'faces/metadata.jsonl'), 'utf8')
  await cli.expectRefusal(
    cli.animegan('dataset', 'tag', 'faces', ...estimator),
    2,
    /"nsfwjs-inception" knows no tags of faces, only drawing, hentai, neutral, porn, sexy; .* have tags such as "\S+", which/,
  )
  expect(await readFile(join(cli.work, 'faces/metadata.jsonl'), 'utf8')).toBe(before)
})

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const synthesize = (...flags: string[]) => cli.animegan('dataset', 'synthesize', ...flags)

test('draws an image folder', async () => {
  const flags = ['--count', '3', '--size', '32', '--seed', '1', '--out', 'set']
  const { code, stdout } = await cli.animegan('dataset', 'synthesize', ...flags)
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'wrote set: 3 pictures of 32 x 32 with metadata.jsonl\n',
  })
  const lines = (await readFile(join(cli.work, 'set/metadata.jsonl'), 'utf8')).trim().split('\n')
  expect(lines.map((line) => JSON.parse(line).tags.length > 0)).toEqual([true, true, true])
})

test('adds a year, and draws tags as often as the corpus has them', async () => {
  const flags = [
    '--count',
    '40',
    '--size',
    '16',
    '--schema',
    'anime-year',
    '--prior',
    'corpus',
    '--out',
    'set',
  ]
  const stdout = await cli.expectSuccess(synthesize(...flags))
  expect(stdout).toBe('wrote set: 40 pictures of 16 x 16 with metadata.jsonl and years\n')
  const lines = (await readFile(join(cli.work, 'set/metadata.jsonl'), 'utf8')).trim().split('\n')
  const records = lines.map((line): { year: number; tags: string[] } => JSON.parse(line))
  for (const { year } of records) expect(Number.isInteger(year) && year >= 2003 && year <= 2017).toBe(true)
  // In 1 of 344 faces of the corpus; in every fourth by the default.
  expect(records.filter(({ tags }) => tags.includes('drill-hair')).length).toBeLessThan(4)
  expect(JSON.parse(await readFile(join(cli.work, 'set/synthesis.json'), 'utf8'))).toMatchObject({
    prior: 'corpus',
    tags: 'anime-year',
  })
})

test('checks its flags before it starts', async () => {
  await cli.expectRefusal(synthesize(), 2, /--out is needed/)
  await cli.expectRefusal(
    synthesize('--out', 'd', '--count', '-5'),
    2,
    /--count: expected a whole number from 1/,
  )
  await cli.expectRefusal(
    synthesize('--out', 'd', '--schema', 'manga'),
    2,
    /--schema: expected one of anime, anime-year, but "manga" came/,
  )
  await cli.expectRefusal(
    synthesize('--out', 'd', '--prior', 'flat'),
    2,
    /--prior: expected one of uniform, corpus/,
  )
  await writeFile(join(cli.work, 'file'), '')
  await cli.expectRefusal(synthesize('--out', 'file'), 1, /cannot write file\/metadata\.jsonl/)
})

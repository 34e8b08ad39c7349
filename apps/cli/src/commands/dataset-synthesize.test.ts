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

test('checks its flags before it starts', async () => {
  await cli.expectRefusal(synthesize(), 2, /--out is needed/)
  await cli.expectRefusal(
    synthesize('--out', 'd', '--count', '-5'),
    2,
    /--count: expected a whole number from 1/,
  )
  await writeFile(join(cli.work, 'file'), '')
  await cli.expectRefusal(synthesize('--out', 'file'), 1, /cannot write file\/metadata\.jsonl/)
})

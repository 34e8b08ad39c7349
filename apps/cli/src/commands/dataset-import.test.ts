import { mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const dataset = (...args: string[]) => cli.animegan('dataset', ...args)
const at = (...parts: string[]) => join(cli.work, ...parts)

async function paint(path: string, background: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true })
  await sharp({ create: { width: 12, height: 8, channels: 3, background } }).toFile(path)
}

const readRecords = async (dir: string) =>
  (await readFile(at(dir, 'metadata.jsonl'), 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

test('imports a folder, and says what it left out', async () => {
  await paint(at('games/one/a.png'), '#f00')
  await paint(at('games/one/日本.jpg'), '#0f0')
  await paint(at('games/two/b.webp'), '#00f')
  await writeFile(at('games/broken.png'), '')
  await writeFile(at('games/notes.txt'), '')
  await symlink('/etc', at('games/link'))
  const flags = ['games', '--work', 'folder', '--year', '2012', '--source', 'shelf', '--out', 'set']
  expect(await cli.expectSuccess(dataset('import', 'folder', ...flags))).toBe(
    'wrote set: 3 pictures from games, with metadata.jsonl\n' +
      'left out (rejects.jsonl): 2, empty 1, symbolic-link 1\n' +
      'passed over: 1 files not named like pictures\n',
  )
  expect(await readRecords('set')).toMatchObject([
    { year: 2012, source: 'shelf', origin: { name: 'one/a.png', work: 'one' }, width: 12, height: 8 },
    { origin: { name: 'one/日本.jpg', work: 'one' } },
    { origin: { name: 'two/b.webp', work: 'two' } },
  ])
  const json = await cli.expectSuccess(dataset('import', 'folder', ...flags, '--json'))
  expect(JSON.parse(json)).toEqual({
    ...{ out: 'set', records: 3, rejects: { empty: 1, 'symbolic-link': 1 } },
    passedOver: { hidden: 0, other: 1 },
  })
})

test('goes from a data set to shards, back, and verifies both', async () => {
  await cli.expectSuccess(dataset('synthesize', '--count', '5', '--size', '16', '--out', 'faces'))
  expect(await cli.expectSuccess(dataset('verify', 'faces'))).toBe('faces: 5 records, nothing wrong\n')
  const packed = await cli.expectSuccess(dataset('pack', 'faces', '--out', 'shards', '--max-samples', '2'))
  expect(packed).toMatch(/^wrote shards: 5 samples in 3 shards, \d+\.\d MB\n$/)
  expect((await readdir(at('shards'))).sort()).toEqual([
    ...['faces-000000.tar', 'faces-000001.tar', 'faces-000002.tar', 'shards.json'],
  ])
  await cli.expectSuccess(dataset('import', 'webdataset', 'shards', '--out', 'back'))
  expect(await cli.expectSuccess(dataset('verify', 'back'))).toBe('back: 5 records, nothing wrong\n')
  await cli.expectSuccess(dataset('import', 'imagefolder', 'back', '--out', 'again'))
  expect(await readRecords('again')).toEqual(await readRecords('back'))
  const repacked = await cli.expectSuccess(dataset('pack', 'again', '--out', 'shards-2', '--json'))
  expect(JSON.parse(repacked)).toMatchObject({
    out: 'shards-2',
    samples: 5,
    kept: 0,
    shards: [{ url: 'again-000000.tar' }],
  })
})

test('verify fails when anything is wrong, and names it', async () => {
  await cli.expectSuccess(dataset('synthesize', '--count', '3', '--size', '16', '--out', 'faces'))
  await truncate(at('faces/train/000/000001.png'), 100)
  await rm(at('faces/train/000/000002.png'))
  const { code, stdout, stderr } = await dataset('verify', 'faces')
  expect({ code, stderr }).toEqual({ code: 1, stderr: 'animegan: faces has 2 problems\n' })
  expect(stdout).toBe(
    'faces: 3 records\n\nbad-image: 1\n  line 2, train/000/000001.png: the png file ends before the picture does\n' +
      '\nmissing-image: 1\n  line 3, train/000/000002.png: it cannot be read: it is not there\n',
  )
  const json = await dataset('verify', 'faces', '--json')
  expect(json.code).toBe(1)
  expect(JSON.parse(json.stdout)).toMatchObject({
    records: 3,
    counts: { 'bad-image': 1, 'missing-image': 1 },
  })
})

test('checks flags and places before it writes', async () => {
  await mkdir(at('empty'))
  await cli.expectRefusal(
    dataset('import', 'folder', 'absent', '--out', 'o'),
    2,
    /absent is not there; expected the folder/,
  )
  await cli.expectRefusal(
    dataset('import', 'folder', 'empty', '--out', 'empty/o'),
    2,
    /would lie inside empty/,
  )
  await cli.expectRefusal(
    dataset('import', 'imagefolder', 'empty', '--out', 'o'),
    2,
    /no metadata\.jsonl or metadata\.csv/,
  )
  await cli.expectRefusal(dataset('import', 'webdataset', 'empty', '--out', 'o'), 2, /holds no \.tar file/)
  await cli.expectRefusal(dataset('verify', 'empty'), 2, /cannot read empty\/metadata\.jsonl/)
  await cli.expectRefusal(
    dataset('pack', 'empty', '--out', 'o', '--max-samples', '0'),
    2,
    /--max-samples: expected a whole number from 1/,
  )
})

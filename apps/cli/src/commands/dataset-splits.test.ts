import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

// What deduplicate, split and stats do to a data set, and say of it.
const cli = useCommandLine()

beforeAll(async () => {
  const flags = ['--count', '12', '--size', '64', '--schema', 'anime-year', '--seed', '3', '--out', 'set']
  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', ...flags))
  // Two copies of the first picture, and its mirror image.
  const dir = join(cli.root, 'set')
  const lines = await readLines(dir)
  const first = JSON.parse(lines[0]!)
  const original = await readFile(join(dir, first.file_name))
  await writeFile(join(dir, 'copy.png'), original)
  await writeFile(join(dir, 'again.jpg'), await sharp(original).jpeg({ quality: 60 }).toBuffer())
  await writeFile(join(dir, 'mirror.png'), await sharp(original).flop().png().toBuffer())
  const more = ['copy.png', 'again.jpg', 'mirror.png'].map((file_name) =>
    JSON.stringify({ ...first, file_name }),
  )
  await writeFile(join(dir, 'metadata.jsonl'), `${[...lines, ...more].join('\n')}\n`)
})

async function readLines(dir: string, name = 'metadata.jsonl'): Promise<string[]> {
  return (await readFile(join(dir, name), 'utf8')).trim().split('\n')
}

const set = () => join(cli.root, 'set')
const run = (command: string, ...args: string[]) => cli.animegan('dataset', command, set(), ...args)

test('finds duplicates, marks or leaves them out, and takes it back', async () => {
  const marked = await cli.expectSuccess(run('deduplicate', '--keep', 'all'))
  expect(marked).toBe(
    `${set()}: 1 groups of duplicates, marked in the column "duplicates"; 15 pictures stay\n` +
      '1 groups of duplicates and mirror images that a split keeps together, in the column "relatives"\n',
  )
  const left = await cli.expectSuccess(run('deduplicate'))
  expect(left).toBe(
    `${set()}: 1 groups of duplicates, 2 left out (rejects.jsonl); 13 pictures stay\n` +
      '1 groups of mirror images that a split keeps together, in the column "relatives"\n',
  )
  const rejects = (await readLines(set(), 'rejects.jsonl')).map((line) => JSON.parse(line))
  expect(rejects).toMatchObject([
    { name: 'copy.png', stage: 'deduplicate', reason: 'duplicate', record: { file_name: 'copy.png' } },
    { name: 'again.jpg', duplicate_of: 'train/000/000000.png' },
  ])
  const again = await cli.expectSuccess(run('deduplicate', '--threshold', '0.01'))
  expect(again).toMatch(/1 groups of duplicates, 1 left out/)
  expect(await readLines(set())).toHaveLength(14)
})

test('splits without parting relatives, and tells what is where', async () => {
  await cli.expectSuccess(run('deduplicate', '--keep', 'all'))
  const stdout = await cli.expectSuccess(run('split', '--parts', 'train=0.6,test=0.4', '--seed', '2'))
  expect(stdout).toMatch(/^ +train +test\npictures +9 +6\nshare +60\.0% +40\.0%\nasked for +60\.0% +40\.0%\n/)
  expect(stdout).toMatch(/\nkept together: 1 group of duplicates, 1 group of mirror images\n$/)
  const records = (await readLines(set())).map((line) => JSON.parse(line))
  const splitsOf = (column: string) =>
    new Set(records.filter((record) => record[column]).map(({ split }) => split))
  expect(splitsOf('relatives').size).toBe(1)
  expect(await cli.expectSuccess(run('split', '--parts', 'train=0.6,test=0.4', '--seed', '2'))).toBe(stdout)
})

test('counts and draws', async () => {
  const table = await cli.expectSuccess(run('stats'))
  expect(table).toMatch(
    /^tag +pictures +share +in the paper +share\nblonde hair +\d+ +\d+\.\d% +4,991 +16\.0%\n/,
  )
  expect(table).toMatch(
    /\nyears +20\d\d to 20\d\d\nsizes +shorter side 64 pixels\nduplicates +3 pictures in 1 groups\n/,
  )
  const json = JSON.parse(await cli.expectSuccess(run('stats', '--json')))
  expect(json).toMatchObject({ pictures: 15, sides: [{ value: 64, count: 15 }] })
  const drawn = await cli.expectSuccess(run('stats', '--out', 'stats.png'))
  expect(drawn).toBe(`${table}\nwrote stats.png\n`)
  const { width, format } = await sharp(join(cli.work, 'stats.png')).metadata()
  expect({ width, format }).toEqual({ width: 2560, format: 'png' })
  await cli.expectSuccess(run('stats', '--out', 'stats.html', '--title', 'Faces & more'))
  const page = await readFile(join(cli.work, 'stats.html'), 'utf8')
  expect(page).toContain('<title>Faces &#38; more</title>')
  expect(page.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/)
})

test('refuses wrong flags and folders', async () => {
  await cli.expectRefusal(run('deduplicate', '--threshold', '0'), 2, /--threshold: expected a number above 0/)
  await cli.expectRefusal(run('split', '--parts', 'train=0.9'), 2, /shares that add up to 1, not to 0\.9/)
  await cli.expectRefusal(run('split', '--parts', 'train:1'), 2, /--parts: expected names and shares like/)
  await cli.expectRefusal(
    run('stats', '--out', 'stats.svg'),
    2,
    /--out: expected the path of a \.png or \.html file/,
  )
  const nowhere = cli.animegan('dataset', 'deduplicate', 'nowhere')
  await cli.expectRefusal(nowhere, 2, /cannot read nowhere\/metadata\.jsonl/)
  await rm(join(set(), 'copy.png'))
  await cli.expectRefusal(
    run('deduplicate', '--keep', 'all'),
    2,
    /cannot read .*copy\.png, which metadata\.jsonl lists/,
  )
})

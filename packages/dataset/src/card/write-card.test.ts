import { createHash } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { animeTags } from '@animegan/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { formatMetadata, type ImageRecord } from '../imagefolder/metadata.js'
import { formatRejects } from '../stages/rejects.js'
import { parseCardText } from './card-text.js'
import { type WriteCardOptions, writeCard } from './write-card.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-card-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const record = (name: string, tags: string[], columns: Partial<ImageRecord> = {}): ImageRecord => ({
  file_name: `images/${name}.png`,
  tags,
  split: 'train',
  ...columns,
})

const game = (work: string) => ({ name: 'x.jpg', url: `https://www.example.org/${work}/x.jpg`, work })
const records = [
  record('a', ['pink-hair', 'hat', 'blue-eyes'], {
    source: 'games',
    year: 2005,
    origin: game('1'),
    width: 128,
    height: 128,
  }),
  record('b', ['pink-hair', 'blue-eyes'], { source: 'games', year: 2007, origin: game('1'), split: 'test' }),
  record('c', ['pink-hair', 'red-hair'], {
    source: 'games',
    year: 2007,
    origin: game('2'),
    review: 'accepted',
  }),
  record('d', ['blue-eyes'], { source: 'sc|ans', scores: { hat: 0.2 }, duplicates: 'd1' }),
  record('e', ['pink-hair', 'blue-eyes'], { scores: { hat: 0.3 }, duplicates: 'd1', review: 'accepted' }),
  record('f', ['pink-hair', 'red-eyes'], { width: 128, height: 96, face: { box: [1, 2, 60, 60] } }),
]
const rejects = [
  { name: 'x.jpg', stage: 'detect', reason: 'no-face' },
  { name: 'y.jpg', stage: 'detect', reason: 'no-face' },
  { name: 'z.jpg', stage: 'deduplicate', reason: 'duplicate' },
  { name: 'w.jpg', stage: 'review', reason: 'rejected-by-reviewer' },
]

async function write(options: Partial<WriteCardOptions> = {}): Promise<string> {
  await writeFile(join(folder, 'metadata.jsonl'), formatMetadata(records))
  await writeFile(join(folder, 'rejects.jsonl'), formatRejects(rejects))
  return readFile(await writeCard({ folder, schema: animeTags, ...options }), 'utf8')
}

/** A section's rows of table cells, and its lines that are no table. */
function section(card: string, heading: string): { rows: string[][]; lines: string[] } {
  const body = card.split(`\n## ${heading}\n\n`)[1]!.split('\n\n## ')[0]!
  const lines = body.split('\n')
  const rows = lines.filter((line) => line.startsWith('| ') && !/^\| -/.test(line))
  return {
    rows: rows.map((row) => row.slice(2, -2).split(' | ')),
    lines: lines.filter((line) => line !== '' && !line.startsWith('|')),
  }
}

describe('writeCard', () => {
  it("begins with YAML as Hugging Face's", async () => {
    const card = await write({ text: { title: 'Faces: "all" #1', licence: 'CC-BY-4.0' } })
    const [empty, yaml, rest] = card.split('---\n', 3)
    expect(empty).toBe('')
    expect(parse(yaml!)).toEqual({
      pretty_name: 'Faces: "all" #1',
      license: 'cc-by-4.0',
      tags: ['anime', 'faces'],
      task_categories: ['unconditional-image-generation', 'image-classification'],
      size_categories: ['n<1K'],
      configs: [
        {
          config_name: 'default',
          data_files: [{ split: 'train', path: ['metadata.jsonl', 'images/**'] }],
        },
      ],
    })
    expect(rest).toContain('\n# Faces: "all" \\#1\n')
    expect(rest).toContain(
      '\n6 pictures with 5 of 34 tags, the shorter side 96 to 128 pixels, of the years 2005 to 2007.\n',
    )
  })

  it('says which licence it does not know, and when none was stated', async () => {
    const yamlOf = (card: string) => parse(card.split('---\n')[1]!)
    expect(yamlOf(await write())).toMatchObject({ license: 'unknown' })
    expect(yamlOf(await write({ text: { licence: 'Own terms, v2' } }))).toMatchObject({
      license: 'other',
      license_name: 'own-terms-v2',
    })
    expect(yamlOf(await write({ text: { licence: 'ODbL-1.0' } }))).toMatchObject({ license: 'odbl' })
  })

  it('tells sources, their licences and addresses', async () => {
    const text = {
      sources: { games: { licence: 'their makers', note: 'Bought.' }, 'sc|ans': { address: 'Shelf 3' } },
    }
    const { rows, lines } = section(await write({ text }), 'Sources and licences')
    expect(rows).toEqual([
      ['source', 'pictures', 'works', 'years', 'address', 'licence'],
      ['games', '3', '2', '2005 to 2007', 'www.example.org', 'their makers'],
      ['unknown', '2', '', '', '', 'not stated'],
      ['sc\\|ans', '1', '', '', 'Shelf 3', 'not stated'],
    ])
    expect(lines).toEqual([expect.stringContaining('No licence was stated'), '- games: Bought.'])
  })

  it('counts splits, tags and years', async () => {
    const card = await write()
    expect(section(card, 'Splits').rows.slice(1)).toEqual([
      ['train', '5', '83.3%'],
      ['test', '1', '16.7%'],
    ])
    const { rows } = section(card, 'Tags')
    expect(rows).toHaveLength(1 + 34)
    expect(rows[0]).toEqual(['tag', 'pictures', 'share', 'train', 'test', "share in the paper's corpus"])
    expect(rows[1]).toEqual(['`blonde-hair`', '0', '0.0%', '0', '0', '16.0%'])
    expect(rows.find(([id]) => id === '`pink-hair`')).toEqual(['`pink-hair`', '5', '83.3%', '4', '1', '8.0%'])
    expect(rows.find(([id]) => id === '`orange-eyes`')!.at(-1)).toBe('0.16%')
    expect(section(card, 'Years').rows.slice(1)).toEqual([
      ['2005', '1'],
      ['2007', '2'],
    ])
  })

  it('tells what was left out, duplicates and review', async () => {
    const card = await write()
    expect(section(card, 'What was left out').rows.slice(1)).toEqual([
      ['detect', 'no-face', '2'],
      ['deduplicate', 'duplicate', '1'],
      ['review', 'rejected-by-reviewer', '1'],
    ])
    expect(section(card, 'Duplicates and review').lines).toEqual([
      '1 duplicate left out. 2 pictures in 1 group are marked as duplicates of one another and kept.',
      'Accepted by a person: 2 of 6 pictures; rejected: 1.',
    ])
  })

  it('finds problems, after those that people know', async () => {
    const { lines } = section(await write({ text: { problems: ['Scans are yellow.'] } }), 'Known problems')
    expect(lines[0]).toBe('- Scans are yellow.')
    expect(lines[1]).toMatch(
      /^- In no picture: blonde hair, brown hair, .*glasses, brown eyes, .*orange eyes\.$/,
    )
    expect(lines.slice(2)).toEqual([
      '- 1 picture has no tag of hair colour.',
      '- 1 picture has several tags of hair colour, which exclude one another.',
      '- 1 picture has no tag of eye colour.',
      "- The tags of 1 picture are an estimator's; no person accepted them. Counts of such tags are counts of what the estimator says.",
      '- 3 pictures of 6 have no year.',
      '- 1 face was found smaller than the picture is now, so enlarged and blurred.',
      '- 2 pictures in 1 group show nearly the same as others.',
      '- 1 work has pictures in more than one split: the same characters are trained on and tested on.',
    ])
  })

  it('finds tags that are rare, and groups that are uneven', async () => {
    const common = Array.from({ length: 300 }, (_, i) => record(`n${i}`, ['pink-hair', 'blue-eyes']))
    await writeFile(
      join(folder, 'metadata.jsonl'),
      formatMetadata([...common, record('r', ['red-hair', 'blue-eyes'])]),
    )
    const card = await readFile(await writeCard({ folder, schema: animeTags }), 'utf8')
    const { lines } = section(card, 'Known problems')
    expect(lines.slice(1)).toEqual([
      '- In less than 1% of the pictures, so hardly learnt unless weighted: red hair (1).',
      '- hair colour is uneven: pink hair is 300 times as common as red hair.',
    ])
    expect(card).not.toContain('What was left out')
  })

  it('gives the configuration and hashes', async () => {
    const pipeline = { schema: 'animegan.pipeline/1', note: '```' }
    const card = await write({ pipeline })
    const made = card.split('## How it was made')[1]!.split('\n## ')[0]!
    expect(JSON.parse(/\n````json\n(.*?)\n````/s.exec(made)![1]!)).toEqual(pipeline)
    const metadata = await readFile(join(folder, 'metadata.jsonl'))
    const hash = createHash('sha256').update(metadata).digest('hex')
    const { rows, lines } = section(card, 'Files')
    expect(rows[1]).toEqual(['`metadata.jsonl`', metadata.length.toLocaleString('en'), `\`${hash}\``])
    expect(rows.map(([name]) => name)).toEqual(['file', '`metadata.jsonl`', '`rejects.jsonl`'])
    expect(lines[0]).toMatch(/^In `metadata\.jsonl`, 6 lines of 6 without the SHA-256/)
    expect(await write()).not.toContain('How it was made')
    await writeFile(join(folder, 'synthesis.json'), '{"seed": 7}')
    expect(await write()).toMatch(
      /By `animegan dataset synthesize` with this `synthesis\.json`[^{]*\{\n {2}"seed": 7\n\}/,
    )
    await writeFile(join(folder, 'synthesis.json'), '{')
    await expect(write()).rejects.toThrow(/synthesis\.json is not JSON/)
  })

  it('is the same for the same data set, and leaves what people wrote alone', async () => {
    const first = await write()
    expect(await write()).toBe(first)
    await writeFile(join(folder, 'README.md'), '# Mine\n')
    await expect(write()).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringMatching(/README\.md was not written by animegan dataset card/),
    })
    expect(await readFile(join(folder, 'README.md'), 'utf8')).toBe('# Mine\n')
    expect(await write({ out: join(folder, 'CARD.md') })).toBe(first)
  })
})

describe('parseCardText', () => {
  it('refuses other fields and empty ones by name', () => {
    expect(parseCardText('{"sources": {"games": {"licence": "MIT"}}}', 'about.json')).toEqual({
      sources: { games: { licence: 'MIT' } },
    })
    expect(() => parseCardText('{"license": "MIT"}', 'about.json')).toThrow(
      /about\.json: unknown key "license"/,
    )
    expect(() => parseCardText('{"title": " "}', 'about.json')).toThrow(/title: .*expected some text/)
    expect(() => parseCardText('{', 'about.json')).toThrow(/about\.json: expected JSON, got \{/)
  })
})

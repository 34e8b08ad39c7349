import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importDataset } from './import-dataset.js'
import { createImportImagefolderStage, type ImportImagefolderOptions } from './import-imagefolder.js'

let root: string
let path: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-imagefolder-'))
  path = join(root, 'other')
  await mkdir(path)
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function paint(name: string, background: string): Promise<void> {
  await mkdir(dirname(join(path, name)), { recursive: true })
  await sharp({ create: { width: 8, height: 6, channels: 3, background } }).toFile(join(path, name))
}
const writeLines = (name: string, ...lines: unknown[]) =>
  writeFile(
    join(path, name),
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
const run = (options: Partial<ImportImagefolderOptions> = {}) =>
  importDataset(createImportImagefolderStage({ path, ...options }), { path, out: join(root, 'out') })

describe('importing an image folder', () => {
  it('keeps the order and every column, and fills in what is missing', async () => {
    await paint('images/b.jpg', '#f00')
    await paint('a.png', '#0f0')
    const about = {
      scores: { smile: 0.9 },
      seed: 4,
      text: '笑顔',
      own: [1, { a: null }],
      sha256: 'old',
      width: 1,
    }
    const origin = { name: 'page 7', work: 'game', url: 'https://example.org/7' }
    await writeLines(
      'metadata.jsonl',
      {
        file_name: 'images/b.jpg',
        tags: ['smile'],
        year: 2004,
        source: 'web',
        split: 'test',
        origin,
        ...about,
      },
      '',
      { file_name: 'a.png' },
    )
    const { records, rejects } = await run({ year: 2010 })
    expect(rejects).toEqual([])
    expect(records).toMatchObject([
      {
        ...about,
        tags: ['smile'],
        year: 2004,
        source: 'web',
        split: 'test',
        origin,
        width: 8,
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
      {
        tags: [],
        year: 2010,
        source: 'other',
        split: 'train',
        origin: { name: 'a.png' },
        width: 8,
        height: 6,
      },
    ])
  })

  it('reads metadata in the folders of the splits, and as CSV', async () => {
    await paint('train/a.png', '#f00')
    await paint('valid/b.png', '#0f0')
    await writeLines(
      'train/metadata.csv',
      '\ufefffile_name,tags,year,note',
      'a.png,"smile, 青い目",2009,"x, ""y"""',
    )
    await writeLines('valid/metadata.jsonl', { file_name: 'b.png', tags: 'blush' })
    const { records } = await run()
    expect(records).toMatchObject([
      {
        tags: ['smile', '青い目'],
        year: 2009,
        note: 'x, "y"',
        split: 'train',
        origin: { name: 'train/a.png' },
      },
      { tags: ['blush'], split: 'validation', origin: { name: 'valid/b.png' } },
    ])
  })

  it('reports each line that is no good, and imports the others', async () => {
    await paint('a.png', '#f00')
    await paint('../outside.png', '#00f')
    await symlink(join(root, 'outside.png'), join(path, 'link.png'))
    await symlink(root, join(path, 'folder'))
    await writeLines(
      'metadata.jsonl',
      ...['{oops', '[1]', { tags: [] }, { file_name: 'a.png', tags: 5 }, { file_name: 'absent.png' }],
      ...[{ file_name: '../outside.png' }, { file_name: '/etc/passwd' }, { file_name: 'link.png' }],
      ...[{ file_name: 'folder/outside.png' }, { file_name: 'metadata.jsonl' }, { file_name: 'a.png' }],
    )
    const { records, rejects } = await run()
    expect(records).toHaveLength(1)
    expect(rejects.map(({ name, reason }) => [name, reason])).toEqual([
      ['metadata.jsonl, line 1', 'bad-record'],
      ['metadata.jsonl, line 2', 'bad-record'],
      ['metadata.jsonl, line 3', 'bad-record'],
      ['a.png', 'bad-record'],
      ['absent.png', 'missing'],
      ['../outside.png', 'outside-folder'],
      ['/etc/passwd', 'outside-folder'],
      ['link.png', 'symbolic-link'],
      ['folder/outside.png', 'symbolic-link'],
      ['metadata.jsonl', 'not-an-image'],
    ])
    expect(rejects[3]?.detail).toBe('tags: expected array; got 5')
  })

  it('says when the CSV is none, and when there is no metadata', async () => {
    await paint('a.png', '#f00')
    await expect(run()).rejects.toMatchObject({
      ...{ code: 'INVALID_DATA', message: expect.stringMatching(/has no metadata\.jsonl or metadata\.csv/) },
    })
    await writeLines('metadata.csv', 'file_name,tags', 'a.png,"open')
    expect((await run()).rejects).toMatchObject([
      { reason: 'bad-record', detail: expect.stringMatching(/no CSV/) },
    ])
  })
})

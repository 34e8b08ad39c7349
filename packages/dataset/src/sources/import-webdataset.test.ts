import { createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { type Header, pack } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importDataset } from './import-dataset.js'
import { createImportWebdatasetStage, type ImportWebdatasetOptions } from './import-webdataset.js'

let root: string
let path: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-webdataset-'))
  path = join(root, 'shards')
  await mkdir(path)
})
afterEach(() => rm(root, { recursive: true, force: true }))

type Entry = [name: string, content: string | Buffer, about?: Partial<Header>]

async function writeTar(name: string, entries: Entry[]): Promise<string> {
  const archive = pack()
  for (const [entry, content, about] of entries) {
    if (about?.type !== undefined && about.type !== 'file') archive.entry({ name: entry, ...about })
    else archive.entry({ name: entry, ...about }, content)
  }
  archive.finalize()
  const file = join(path, name)
  await pipeline(Readable.from(archive as unknown as AsyncIterable<Buffer>), createWriteStream(file))
  return file
}

let next = 0
const paint = () => {
  const background = { r: next++ % 256, g: 9, b: 7 }
  return sharp({ create: { width: 8, height: 6, channels: 3, background } })
    .png()
    .toBuffer()
}
const run = (options: Partial<ImportWebdatasetOptions> = {}, from = path) =>
  importDataset(createImportWebdatasetStage({ path: from, ...options }), {
    path: from,
    out: join(root, 'out'),
  })

describe('importing a WebDataset', () => {
  it('groups files by name, and reads json, txt and cls', async () => {
    const json = JSON.stringify({
      file_name: 'x/y.png',
      tags: ['smile'],
      year: 2003,
      reason: 'kept',
      refusal: 'kept',
    })
    await writeTar('b-000001.tar', [['c.png', await paint()]])
    await writeTar('b-000000.tar', [
      ['train/', '', { type: 'directory' }],
      ['train/a.json', json],
      ['train/a.image.PNG', await paint()],
      ['train/a.npy', 'passed over'],
      ['train/b.png', await paint()],
      ['train/b.txt', ' 1girl, smile\n'],
      ['train/b.cls', '7'],
      [`${'long/'.repeat(60)}c.jpg`, await paint()],
    ])
    const { records, rejects } = await run({ year: 2010 })
    expect(rejects).toEqual([])
    expect(records).toMatchObject([
      {
        tags: ['smile'],
        year: 2003,
        reason: 'kept',
        refusal: 'kept',
        source: 'shards',
        split: 'train',
        origin: { name: 'b-000000.tar/train/a.image.PNG' },
      },
      { tags: [], year: 2010, text: '1girl, smile', cls: 7 },
      { origin: { name: `b-000000.tar/${'long/'.repeat(60)}c.jpg` } },
      { origin: { name: 'b-000001.tar/c.png' } },
    ])
    const [{ file_name: name } = { file_name: '' }] = records
    expect((await sharp(join(root, 'out', name)).metadata()).width).toBe(8)
  })

  it('takes one archive, and year null as unknown', async () => {
    const file = await writeTar('one.tar', [
      ['a.png', await paint()],
      ['a.json', '{"year":null}'],
    ])
    expect((await run({ source: 'shop' }, file)).records).toMatchObject([{ year: null, source: 'shop' }])
  })

  it('refuses what is hostile, and brings in what is beside it', async () => {
    const hostile: Entry[] = [
      ['/etc/absolute.png', await paint()],
      ['../../up.png', await paint()],
      ['C:/drive.png', await paint()],
      ['link.png', '', { type: 'symlink', linkname: '/etc/passwd' }],
      ['hard.png', '', { type: 'link', linkname: 'good.png' }],
      ['pipe.png', '', { type: 'fifo' }],
      ['device.png', '', { type: 'character-device' }],
      ['long.png', Buffer.alloc(3000)],
      ['empty.png', ''],
      ['text.png', 'no picture'],
      ['two.left.png', await paint()],
      ['two.right.png', await paint()],
      ['none.json', '{}'],
      ['bad.png', await paint()],
      ['bad.json', '{oops'],
      ['.hidden.png', await paint()],
    ]
    await writeTar('a.tar', [['good.png', await paint()], ...hostile, ['last.png', await paint()]])
    await symlink('a.tar', join(path, 'b.tar'))
    await writeFile(join(path, 'c.tar.gz'), '')
    const { records, rejects } = await run({ maxBytes: 2000 })
    expect(records.map(({ origin }) => (origin as { name: string }).name)).toEqual([
      'a.tar/good.png',
      'a.tar/last.png',
    ])
    expect(Object.fromEntries(rejects.map(({ name, reason }) => [name, reason]))).toEqual({
      ...{ 'a.tar//etc/absolute.png': 'outside-folder', 'a.tar/../../up.png': 'outside-folder' },
      ...{ 'a.tar/C:/drive.png': 'outside-folder', 'a.tar/link.png': 'symbolic-link' },
      ...{ 'a.tar/hard.png': 'hard-link', 'a.tar/pipe.png': 'not-a-file', 'a.tar/device.png': 'not-a-file' },
      ...{ 'a.tar/long.png': 'too-many-bytes', 'a.tar/empty.png': 'empty', 'a.tar/text.png': 'not-an-image' },
      ...{ 'a.tar/two': 'several-pictures', 'a.tar/none': 'no-picture', 'a.tar/bad.png': 'bad-record' },
      ...{ 'b.tar': 'not-a-file', 'c.tar.gz': 'compressed' },
    })
  })

  it('keeps what stands before the place where an archive breaks off or is damaged', async () => {
    const entries: Entry[] = [
      ['a.png', await paint()],
      ['b.png', await paint()],
      ['c.png', await paint()],
    ]
    const whole = await readFile(await writeTar('a.tar', entries))
    const third = whole.indexOf('c.png')
    await writeFile(join(path, 'a.tar'), whole.subarray(0, third + 600))
    const damaged = Buffer.from(whole)
    damaged.fill(0xee, third, third + 300)
    await writeFile(join(path, 'b.tar'), damaged)
    // A header that promises eight gigabytes.
    const huge = Buffer.from(whole)
    huge.write('77777777777', third + 124)
    huge.write(checksum(huge.subarray(third, third + 512)), third + 148)
    await writeFile(join(path, 'c.tar'), huge)
    await writeFile(join(path, 'd.tar'), 'no archive at all'.repeat(99))
    await writeFile(join(path, 'e.tar'), '')
    const { records, rejects } = await run()
    expect(
      rejects.filter(({ reason }) => reason !== 'duplicate').map(({ name, reason }) => [name, reason]),
    ).toEqual([
      ['a.tar/b', 'truncated'],
      ['a.tar', 'truncated'],
      ['b.tar/b', 'damaged'],
      ['b.tar', 'damaged'],
      ['c.tar/b', 'truncated'],
      ['c.tar', 'truncated'],
      ['d.tar', 'damaged'],
    ])
    expect(records.map(({ origin }) => (origin as { name: string }).name)).toEqual(['a.tar/a.png'])
  })
})

/** Of a tar header, as its own field has it. */
function checksum(header: Buffer): string {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0)
  return `${sum.toString(8).padStart(6, '0')}\0 `
}

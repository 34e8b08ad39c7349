import { chmod, link, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ImageRecord, parseMetadata } from '../imagefolder/metadata.js'
import { parseRejects } from '../stages/rejects.js'
import { writeBrokenFiles } from '../testing/broken-pictures.js'
import { writeOddPictures } from '../testing/odd-pictures.js'
import { importDataset } from './import-dataset.js'
import { createImportFolderStage, type ImportFolderOptions } from './import-folder.js'
import { listPngChunks } from './png-chunks.js'

let root: string
let from: string
let out: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-import-'))
  from = join(root, 'from')
  out = join(root, 'out')
  await mkdir(from)
})
afterEach(() => rm(root, { recursive: true, force: true }))

const paint = (color: string) =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: color } }).png()
const write = async (name: string, color = '#123456') =>
  writeFile(join(from, name), await paint(color).toBuffer())
const run = (options: Partial<ImportFolderOptions> = {}) =>
  importDataset(createImportFolderStage({ path: from, ...options }), { path: from, out })

const originOf = (record: ImageRecord) => record.origin as { name: string; work?: string }

describe('importing a folder', () => {
  it('writes a data set in the order of the paths', async () => {
    await mkdir(join(from, 'b'))
    for (const [name, color] of Object.entries({
      'b.png': '#100',
      'b/z.png': '#200',
      'b-.png': '#300',
      'a.png': '#400',
    })) {
      await write(name, color)
    }
    const { records } = await run()
    expect(records.map((record) => originOf(record).name)).toEqual(['a.png', 'b-.png', 'b.png', 'b/z.png'])
    expect(parseMetadata(await readFile(join(out, 'metadata.jsonl'), 'utf8'), '')).toEqual(records)
    const { file_name: name, sha256 } = records[0]!
    expect(records[0]).toEqual({
      ...{ file_name: `images/${String(sha256).slice(0, 2)}/${String(sha256).slice(0, 32)}.png`, tags: [] },
      ...{ source: 'from', split: 'train', origin: { name: 'a.png' }, sha256, width: 8, height: 8 },
    })
    expect((await sharp(join(out, name)).raw().toBuffer())[0]).toBe(0x44)
  })

  it('takes year, source and works from its options', async () => {
    await mkdir(join(from, 'game-1/deep'), { recursive: true })
    await write('game-1/deep/a.png', '#100')
    await write('top.png', '#200')
    const { records } = await run({ year: 2009, source: 'scans', work: 'folder' })
    expect(records).toMatchObject([
      { year: 2009, source: 'scans', origin: { name: 'game-1/deep/a.png', work: 'game-1' } },
      { year: 2009, source: 'scans', origin: { name: 'top.png' } },
    ])
    expect(originOf(records[1]!).work).toBeUndefined()
  })

  it('passes over what is hidden or named otherwise, and tells', async () => {
    await mkdir(join(from, '.git'))
    for (const name of ['.git/a.png', '.hidden.png', 'notes.txt', 'noextension', 'a.PNG']) await write(name)
    const passed: [string, string][] = []
    const { records, rejects } = await run({ onPassedOver: (...entry) => passed.push(entry) })
    expect([records.length, rejects]).toEqual([1, []])
    expect(passed).toEqual([
      ['.git/', 'hidden'],
      ['.hidden.png', 'hidden'],
      ['noextension', 'other'],
      ['notes.txt', 'other'],
    ])
  })

  it('keeps the first of equal pictures', async () => {
    await write('a.png')
    await link(join(from, 'a.png'), join(from, 'b.png'))
    const webp = paint('#654321').webp({ lossless: true })
    await writeFile(join(from, 'c.webp'), await webp.toBuffer())
    await writeFile(join(from, 'd.webp'), await webp.withExif({ IFD0: { Copyright: 'me' } }).toBuffer())
    const { records, rejects } = await run()
    expect(records.map((record) => originOf(record).name)).toEqual(['a.png', 'c.webp'])
    expect(rejects).toMatchObject([
      { name: 'b.png', stage: 'import', reason: 'duplicate', detail: 'it is the same picture as a.png' },
      { name: 'd.webp', stage: 'import', reason: 'duplicate', detail: 'it is the same picture as c.webp' },
    ])
  })

  it('goes on where it was stopped, and follows changes', async () => {
    for (let index = 0; index < 9; index++) await write(`${index}.png`, `#${index}00`)
    const controller = new AbortController()
    const stage = createImportFolderStage({ path: from })
    const onProgress = ({ done }: { done: number }) => done === 3 && controller.abort()
    const stopped = importDataset(stage, { path: from, out, signal: controller.signal, onProgress })
    await expect(stopped).rejects.toMatchObject({ code: 'ABORTED' })
    const begun: number[] = []
    await importDataset(stage, { path: from, out, onProgress: ({ done }) => begun.push(done) })
    expect(begun[0]).toBeGreaterThanOrEqual(3)
    await rm(join(from, '0.png'))
    await write('1.png', '#00f')
    const { records } = await run()
    expect(records).toHaveLength(8)
    expect((await sharp(join(out, records[0]!.file_name)).raw().toBuffer())[2]).toBe(255)
    expect(
      (await readdir(join(out, 'images'), { recursive: true })).filter((name) => name.endsWith('.png')),
    ).toHaveLength(8)
  })

  it('refuses what it cannot do well, and leaves all as it was', async () => {
    await write('a.png')
    const at = (folder: string) =>
      importDataset(createImportFolderStage({ path: folder }), { path: folder, out })
    const refused = (message: RegExp) => ({ code: 'INVALID_OPTION', message: expect.stringMatching(message) })
    await expect(at(join(from, 'absent'))).rejects.toMatchObject(refused(/absent is not there/))
    await expect(at(join(from, 'a.png'))).rejects.toMatchObject(refused(/no folder/))
    out = join(from, 'inside')
    await expect(run()).rejects.toMatchObject(refused(/would lie inside/))
    out = join(root, 'out-2')
    await run()
    const before = await readFile(join(out, 'metadata.jsonl'))
    await expect(run({ year: 2001 })).rejects.toMatchObject(refused(/other options/))
    await expect(at(root)).rejects.toMatchObject(refused(/something else/))
    expect(await readFile(join(out, 'metadata.jsonl'))).toEqual(before)
    out = join(root, 'other')
    await mkdir(out)
    await writeFile(join(out, 'metadata.jsonl'), '')
    await expect(run()).rejects.toMatchObject(refused(/already holds a data set/))
    expect(await readdir(from)).toEqual(['a.png'])
    await mkdir(join(root, 'empty'))
    out = join(root, 'out-3')
    await expect(at(join(root, 'empty'))).rejects.toMatchObject({ code: 'INVALID_DATA' })
    await expect(readdir(out)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it.skipIf(process.getuid?.() === 0 || process.platform === 'win32')(
    'reports files and folders that it may not read (skipped for root, who may)',
    async () => {
      await mkdir(join(from, 'closed'))
      await write('secret.png')
      await write('open.png')
      await chmod(join(from, 'secret.png'), 0)
      await chmod(join(from, 'closed'), 0)
      const { records, rejects } = await run()
      await chmod(join(from, 'closed'), 0o700)
      expect(records).toHaveLength(1)
      expect(rejects.map(({ name, reason }) => [name, reason])).toEqual([
        ['closed/', 'unreadable-folder'],
        ['secret.png', 'unreadable'],
      ])
    },
  )

  it.skipIf(process.platform === 'win32')('follows a link that it is given itself', async () => {
    await write('a.png')
    await symlink(from, join(root, 'link'))
    from = join(root, 'link')
    expect((await run()).records).toHaveLength(1)
  })
})

describe.skipIf(process.platform === 'win32')(
  'a folder with hundreds of broken files among good ones (needs mkfifo)',
  () => {
    it('reports each broken one, and brings in each good one as it is', async () => {
      const broken = await writeBrokenFiles(from, 10)
      const odd = await writeOddPictures(from, { invalid: process.platform === 'linux' })
      expect(new Set(broken.map(({ kind }) => kind)).size).toBeGreaterThanOrEqual(20)
      expect(broken.length).toBeGreaterThanOrEqual(200)

      const { records, rejects } = await run()
      expect(parseRejects(await readFile(join(out, 'rejects.jsonl'), 'utf8'), '')).toEqual(rejects)
      const byName = new Map(rejects.map((reject) => [reject.name, reject]))
      const wrong = broken.filter(
        ({ name, reason }) => !reason.test(byName.get(name)?.reason ?? 'came through'),
      )
      expect(wrong.map(({ name, reason }) => [name, reason, byName.get(name)])).toEqual([])
      expect(rejects).toHaveLength(broken.length)
      for (const { detail } of rejects) expect(detail).toMatch(/^\w.{10,}$/)

      expect(records.map((record) => originOf(record).name).toSorted()).toEqual(
        odd.map(({ name }) => name).toSorted(),
      )
      for (const picture of odd) {
        const { name, color, tolerance } = picture
        const record = records.find((record) => originOf(record).name === name)!
        const png = await readFile(join(out, record.file_name))
        expect(
          listPngChunks(png).types.filter((type) => !/^(IHDR|pHYs|IDAT|IEND)$/.test(type)),
          name,
        ).toEqual([])
        const { data, info } = await sharp(png).raw().toBuffer({ resolveWithObject: true })
        expect([info.width, info.height, info.channels, record.width, record.height], name).toEqual([
          ...[picture.width, picture.height, 3, picture.width, picture.height],
        ])
        const off = Math.max(...data.map((value, index) => Math.abs(value - color[index % 3]!)))
        expect(off, name).toBeLessThanOrEqual(tolerance)
      }
    })
  },
)

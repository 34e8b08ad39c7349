import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readNpy } from '@animegan/runtime-node'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImageRecord } from '../imagefolder/metadata.js'
import type { StageContext } from '../stages/stage.js'
import { drawFace } from '../synthetic/draw-face.js'
import { createDeduplicateStage, type DeduplicateOptions } from './deduplicate-stage.js'

const side = 128
const amaryllis = fileURLToPath(new URL('../../../../../shared/amaryllis', import.meta.url))

/** What is done to pictures that must still be found: each gives a file's bytes and its extension. */
const changes: Record<string, (png: Buffer) => Promise<[Buffer, string]>> = {
  'jpeg of quality 60': async (png) => [await sharp(png).jpeg({ quality: 60 }).toBuffer(), 'jpg'],
  'half the size': async (png) => [
    await sharp(png)
      .resize(side / 2)
      .png()
      .toBuffer(),
    'png',
  ],
  'double the size': async (png) => [
    await sharp(png)
      .resize(2 * side)
      .webp({ quality: 90 })
      .toBuffer(),
    'webp',
  ],
  'crop of 2%': async (png) => [await crop(png, 3, 3, side - 6, side - 6).toBuffer(), 'png'],
  'crop of 2% at the left': async (png) => [await crop(png, 3, 0, side - 3, side).toBuffer(), 'png'],
  'shift of 2%': async (png) => {
    const extend = { right: 3, bottom: 3, extendWith: 'copy' as const }
    return [
      await sharp(await crop(png, 3, 3, side - 3, side - 3).toBuffer())
        .extend(extend)
        .png()
        .toBuffer(),
      'png',
    ]
  },
  '5% lighter': async (png) => [await sharp(png).linear(1.05, 0).png().toBuffer(), 'png'],
  '5% darker': async (png) => [await sharp(png).linear(0.95, 0).png().toBuffer(), 'png'],
}

const crop = (png: Buffer, left: number, top: number, width: number, height: number) =>
  sharp(png).extract({ left, top, width, height }).png()

const encode = (rgb: Uint8Array, size = side) =>
  sharp(rgb, { raw: { width: size, height: size, channels: 3 } })
    .png()
    .toBuffer()

let root: string
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-duplicates-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))

let folders = 0
async function createFolder(
  files: Record<string, Uint8Array>,
): Promise<{ records: ImageRecord[]; context: StageContext }> {
  const folder = join(root, String(folders++))
  await mkdir(folder)
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes)
  const records = Object.keys(files).map((file_name) => ({ file_name, tags: ['smile'], split: 'train' }))
  return { records, context: { folder, journal: join(folder, 'journal') } }
}

const draw = (seed: number, hair = 'brown-hair', eyes = 'blue-eyes') =>
  encode(drawFace({ tags: [hair, 'long-hair', 'smile', eyes], seed, size: side }))

const run = (
  { records, context }: Awaited<ReturnType<typeof createFolder>>,
  options: DeduplicateOptions = {},
) => createDeduplicateStage(options).apply(records, context)

/** The names of each group, by a column. */
function listGroups(records: readonly ImageRecord[], column: 'duplicates' | 'relatives'): string[][] {
  const groups = new Map<unknown, string[]>()
  for (const record of records) {
    if (record[column] === undefined) continue
    groups.set(record[column], [...(groups.get(record[column]) ?? []), record.file_name])
  }
  return [...groups.values()]
}

async function changeAll(pictures: readonly Buffer[]): Promise<Record<string, Buffer>> {
  const files: Record<string, Buffer> = {}
  for (const [index, png] of pictures.entries()) {
    files[`${index}.png`] = png
    for (const [name, change] of Object.entries(changes)) {
      const [bytes, extension] = await change(png)
      files[`${index} ${name}.${extension}`] = bytes
    }
  }
  return files
}

describe('createDeduplicateStage', () => {
  it('finds changed pictures, and keeps faces apart that are not the same', async () => {
    const seeds = Array.from({ length: 12 }, (_, seed) => seed)
    const pictures = await Promise.all(seeds.map((seed) => draw(seed)))
    const others = await Promise.all(
      seeds.flatMap((seed) => [
        draw(seed, 'silver-hair'),
        draw(seed, 'white-hair'),
        draw(seed, 'brown-hair', 'red-eyes'),
      ]),
    )
    const files: Record<string, Buffer> = {
      ...(await changeAll(pictures)),
      ...Object.fromEntries(others.map((png, index) => [`other ${index}.png`, png])),
    }
    const folder = await createFolder(files)
    const { records, rejects } = await run(folder, { keep: 'all' })
    expect(rejects).toEqual([])
    expect(records.map(({ file_name }) => file_name)).toEqual(Object.keys(files))
    const expected = seeds.map((seed) =>
      Object.keys(files).filter((name) => name.startsWith(`${seed}.`) || name.startsWith(`${seed} `)),
    )
    expect(listGroups(records, 'duplicates')).toEqual(expected)
    expect(listGroups(records, 'relatives')).toEqual(expected)
  })

  it('does the same with faces that a network drew', async ({ skip }) => {
    skip(!existsSync(amaryllis), '../shared/amaryllis is absent')
    const { data, shape } = await readNpy(join(amaryllis, 'reference_images_bgr.npy'))
    const plane = side * side
    const pictures = await Promise.all(
      Array.from({ length: shape[0]! }, (_, face) => {
        const rgb = new Uint8Array(3 * plane)
        for (let at = 0; at < rgb.length; at++) {
          const value = data[face * 3 * plane + (2 - (at % 3)) * plane + Math.floor(at / 3)]!
          rgb[at] = Math.round((value + 1) * 127.5)
        }
        return encode(rgb)
      }),
    )
    const { records } = await run(await createFolder(await changeAll(pictures)), { keep: 'all' })
    expect(listGroups(records, 'duplicates').map((group) => group.length)).toEqual(
      pictures.map(() => 1 + Object.keys(changes).length),
    )
  })

  it('knows mirror images as relatives only', async () => {
    const mirror = async (png: Buffer) => sharp(png).flop().jpeg({ quality: 60 }).toBuffer()
    const pictures = await Promise.all([draw(1), draw(2)])
    const files = { 'a.png': pictures[0]!, 'b.png': pictures[1]!, 'mirror.jpg': await mirror(pictures[0]!) }
    const { records, rejects } = await run(await createFolder(files))
    expect(rejects).toEqual([])
    expect(listGroups(records, 'duplicates')).toEqual([])
    expect(listGroups(records, 'relatives')).toEqual([['a.png', 'mirror.jpg']])
  })

  it('keeps the largest face, then the largest picture, then the sharpest, then the first', async () => {
    const [png, other] = await Promise.all([draw(1), draw(2)])
    const files = {
      'small.png': await sharp(png).resize(64).png().toBuffer(),
      'first.png': png!,
      'copy.webp': await sharp(png).webp({ lossless: true }).toBuffer(),
      'other.png': other!,
    }
    const folder = await createFolder(files)
    const plain = await run(folder)
    expect(plain.records.map(({ file_name }) => file_name)).toEqual(['first.png', 'other.png'])
    expect(plain.records[0]!.duplicates).toMatch(/^[0-9a-f]{12}$/)
    expect(plain.rejects).toMatchObject([
      { name: 'small.png', stage: 'deduplicate', reason: 'duplicate', duplicate_of: 'first.png' },
      {
        name: 'copy.webp',
        detail: 'shows the same as first.png (equal pixels)',
        sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    ])
    expect(plain.rejects[0]!.detail).toMatch(/^shows the same as first\.png \(difference \d\.\d\)$/)
    expect(plain.rejects[0]!.duplicates).toBe(plain.records[0]!.duplicates)

    const keptOf = async (faces: readonly unknown[]) => {
      const records = folder.records.map((record, index) => ({ ...record, face: faces[index] }))
      return (await run({ ...folder, records })).records[0]!.file_name
    }
    const box = (size: number) => ({ box: [5, 5, size, size] })
    expect(await keptOf([box(200), box(90), box(100), {}])).toBe('small.png')
    expect(await keptOf([box(90), box(90), { ...box(90), sharpness: 3 }, {}])).toBe('copy.webp')
  })

  it('hashes only what is new, and says the same again', async () => {
    const pictures = await Promise.all([draw(1), draw(2), draw(3)])
    const files = Object.fromEntries(pictures.map((png, index) => [`${index}.png`, png]))
    const folder = await createFolder({ ...files, 'again.jpg': await sharp(pictures[0]).jpeg().toBuffer() })
    const first = await run(folder, { keep: 'all' })
    const journal = await readdir(folder.context.journal, { recursive: true })
    expect(await run(folder, { keep: 'all' })).toEqual(first)
    expect(await readdir(folder.context.journal, { recursive: true })).toEqual(journal)

    const { sha256 } = (await run(folder)).rejects[0]!
    await rm(join(folder.context.folder, 'again.jpg'))
    const known = folder.records.map((record) =>
      record.file_name === 'again.jpg' ? { ...record, sha256 } : record,
    )
    expect(
      (await run({ ...folder, records: known }, { keep: 'all' })).records.map(({ duplicates }) => duplicates),
    ).toEqual(first.records.map(({ duplicates }) => duplicates))
  })

  it('passes over a journal line that is half written or spoilt', async () => {
    const folder = await createFolder({ 'a.png': await draw(1), 'b.png': await draw(2) })
    const first = await run(folder, { keep: 'all' })
    const [name] = await readdir(join(folder.context.journal, 'fingerprints-1'))
    const path = join(folder.context.journal, 'fingerprints-1', name!)
    const bytes = await readFile(path)
    bytes[100]! ^= 255
    await writeFile(path, bytes.subarray(0, bytes.length - 7))
    expect(await run(folder, { keep: 'all' })).toEqual(first)
    expect(await readdir(join(folder.context.journal, 'fingerprints-1'))).toHaveLength(2)
  })

  it('reports pictures that cannot be decoded, and refuses ones that are not there', async () => {
    const png = await draw(1)
    const folder = await createFolder({
      'a.png': png,
      'cut.png': png.subarray(0, 3000),
      'text.png': Buffer.from('no image'),
    })
    const { records, rejects } = await run(folder)
    expect(records.map(({ file_name }) => file_name)).toEqual(['a.png'])
    expect(rejects).toMatchObject([
      {
        name: 'cut.png',
        reason: 'unreadable',
        detail: expect.stringContaining('cut.png is truncated or no image'),
      },
      { name: 'text.png', reason: 'unreadable' },
    ])
    await rm(join(folder.context.folder, 'a.png'))
    await rm(folder.context.journal, { recursive: true })
    await expect(run(folder)).rejects.toMatchObject({
      code: 'INVALID_DATA',
      message: expect.stringMatching(/^cannot read .*a\.png, which metadata\.jsonl lists; bring it back/),
    })
  })

  it('tells how far it is, and stops when aborted', async () => {
    const folder = await createFolder({ 'a.png': await draw(1), 'b.png': await draw(2) })
    const seen: unknown[] = []
    await run(folder, { onProgress: (progress) => seen.push(progress) })
    expect(seen).toContainEqual({ phase: 'hashing', done: 2, total: 2 })
    expect(seen.at(-1)).toEqual({ phase: 'comparing', done: 2, total: 2 })
    const context = { ...folder.context, signal: AbortSignal.abort() }
    await expect(run({ ...folder, context })).rejects.toMatchObject({ code: 'ABORTED' })
  })

  it('has nothing to say of no pictures', async () => {
    expect(await run(await createFolder({}))).toEqual({ records: [], rejects: [] })
  })

  it.each([
    [{ threshold: 0 }, 'threshold: expected a number above 0, up to 100, got 0'],
    [{ threshold: Number.NaN }, 'threshold: expected a number above 0, up to 100, got NaN'],
    [{ keep: 'last' as 'first' }, 'keep: expected "first" or "all", got "last"'],
  ])('refuses %o', (options, message) => {
    expect(() => createDeduplicateStage(options)).toThrow(message)
  })
})

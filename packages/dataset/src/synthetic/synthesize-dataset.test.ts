import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AnimeganError, animeTags, animeTagsWithYear, InvalidInputError } from '@animegan/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openImagefolder } from '../imagefolder/imagefolder.js'
import { drawFace } from './draw-face.js'
import { planImage } from './synthesis-plan.js'
import { synthesizeDataset } from './synthesize-dataset.js'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-dataset-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function digest(dir: string): Promise<Record<string, string>> {
  const names = await readdir(dir, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const hashes = files.toSorted().map(async (path) => {
    return [
      path.slice(dir.length),
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ] as const
  })
  return Object.fromEntries(await Promise.all(hashes))
}

const caught = async (work: Promise<unknown>): Promise<AnimeganError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!AnimeganError.isInstance(error)) throw new Error(`expected an AnimeganError, got ${String(error)}`)
  return error
}

describe('synthesizeDataset', () => {
  it('writes the same bytes twice, and metadata that reads back to the drawn faces', async () => {
    const settings = { count: 40, size: 32, seed: 5 }
    const seen: number[] = []
    const onProgress = ({ done, total }: { done: number; total: number }) => {
      expect(total).toBe(40)
      seen.push(done)
    }
    await synthesizeDataset({ ...settings, out: join(root, 'a'), onProgress })
    await synthesizeDataset({ ...settings, out: join(root, 'b') })
    const files = await digest(join(root, 'a'))
    expect(await digest(join(root, 'b'))).toEqual(files)
    expect(Object.keys(files)).toHaveLength(42)
    expect(seen.at(-1)).toBe(40)

    const folder = await openImagefolder(join(root, 'a'), animeTags)
    expect(folder.size).toBe(40)
    const record = folder.records[7]!
    expect(record).toMatchObject({
      file_name: 'train/000/000007.png',
      year: null,
      source: 'synthetic',
      split: 'train',
    })
    expect(await folder.read(7, 32)).toEqual(drawFace({ tags: record.tags, seed: record.seed!, size: 32 }))
    const vector = folder.condition(7)
    expect(animeTags.tags.filter((_, index) => vector[index] === 1).map(({ id }) => id)).toEqual(record.tags)
  })

  it('adds years in a stream of their own, and draws in their manner', async () => {
    const settings = { count: 16, size: 16, seed: 5, out: join(root, 'a') }
    await synthesizeDataset({ ...settings, schema: 'anime-year' })
    const folder = await openImagefolder(settings.out, animeTagsWithYear)
    for (const [index, { tags, seed, year, file_name: name }] of folder.records.entries()) {
      expect({ tags, seed, fileName: name }).toEqual(planImage(5, index, 'uniform'))
      expect(Number.isInteger(year) && year! >= 2003 && year! <= 2017).toBe(true)
    }
    expect(new Set(folder.records.map(({ year }) => year)).size).toBeGreaterThan(5)
    const { tags, seed, year } = folder.records[3]!
    const plain = { tags, seed: seed!, size: 16 }
    expect(await folder.read(3, 16)).toEqual(drawFace({ ...plain, year: year! }))
    expect(await folder.read(3, 16)).not.toEqual(drawFace(plain))
    const refused = await caught(synthesizeDataset(settings))
    expect(refused.message).toContain('tags anime-year there, anime asked')
  })

  it('continues: keeps what exists, draws what is missing, and may grow', async () => {
    const out = join(root, 'a')
    await synthesizeDataset({ count: 20, size: 16, seed: 1, out })
    const before = await digest(out)
    const kept = await stat(join(out, 'train/000/000003.png'))
    await unlink(join(out, 'train/000/000004.png'))
    await unlink(join(out, 'metadata.jsonl'))
    expect(await synthesizeDataset({ count: 20, size: 16, seed: 1, out })).toMatchObject({ resumed: true })
    expect(await digest(out)).toEqual(before)
    expect((await stat(join(out, 'train/000/000003.png'))).mtimeMs).toBe(kept.mtimeMs)
    await synthesizeDataset({ count: 24, size: 16, seed: 1, out })
    expect(Object.keys(await digest(out))).toHaveLength(26)
  })

  it('refuses a folder with other settings or other files', async () => {
    const out = join(root, 'a')
    await synthesizeDataset({ count: 2, size: 16, seed: 1, out })
    const other = await caught(synthesizeDataset({ count: 2, size: 32, seed: 1, out }))
    expect(other).toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('size 16 there, 32 asked'),
    })
    await writeFile(join(root, 'file'), 'x')
    expect((await caught(synthesizeDataset({ count: 2, size: 16, seed: 1, out: root }))).message).toContain(
      'not empty',
    )
    const blocked = await caught(
      synthesizeDataset({ count: 2, size: 16, seed: 1, out: join(root, 'file', 'x') }),
    )
    expect(blocked.code).toBe('NOT_WRITABLE')
    await rm(join(out, 'train/000/000001.png'))
    await mkdir(join(out, 'train/000/000001.png.part'))
    const failed = await caught(synthesizeDataset({ count: 2, size: 16, seed: 1, out }))
    expect(failed).toMatchObject({
      code: 'NOT_WRITABLE',
      message: expect.stringContaining('cannot make images in'),
    })
  })

  it.each([
    [{ count: 0 }, /count: expected an integer from 1/],
    [{ count: -3 }, /count: .* got -3/],
    [{ size: 15 }, /size: .* got 15/],
    [{ size: 2048 }, /size: .* got 2048/],
    [{ seed: 1.5 }, /seed: .* got 1.5/],
    [{ out: '' }, /out: expected the path/],
    [{ prior: 'flat' as 'uniform' }, /prior/],
    [{ schema: 'manga' as 'anime' }, /schema: expected one of anime, anime-year, got manga/],
  ])('refuses %o', async (wrong, message) => {
    const out = join(root, 'never')
    const error = await caught(synthesizeDataset({ count: 1, size: 16, seed: 1, out, ...wrong }))
    expect(InvalidInputError.isInstance(error)).toBe(true)
    expect(error.message).toMatch(message)
    expect(await readdir(root)).toEqual([])
  })

  it('stops when aborted and leaves no partial file', async () => {
    const controller = new AbortController()
    const out = join(root, 'a')
    const work = synthesizeDataset({
      count: 500,
      size: 16,
      seed: 1,
      out,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    })
    expect((await caught(work)).code).toBe('ABORTED')
    const files = Object.keys(await digest(out))
    expect(files.length).toBeLessThan(400)
    expect(files.filter((name) => name.endsWith('.part') || name.endsWith('.jsonl'))).toEqual([])
  })
})

describe('planImage', () => {
  it('never asks for long and short hair at once, and draws every tag', () => {
    const plans = Array.from({ length: 600 }, (_, index) => planImage(3, index, 'uniform'))
    expect(plans.some(({ tags }) => tags.includes('long-hair') && tags.includes('short-hair'))).toBe(false)
    const seen = new Set(plans.flatMap(({ tags }) => tags))
    expect(seen.size).toBe(34)
    expect(plans.some((plan) => 'year' in plan)).toBe(false)
    expect(new Set(plans.map(({ seed }) => seed)).size).toBe(600)
  })
})

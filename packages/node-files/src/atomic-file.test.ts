// A full disk is tested where a command meets one: apps/cli/src/commands/train-interrupted.test.ts.
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { InvalidInputError } from '@animegan/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { removeTemporaryFiles, writeFileAtomic } from './atomic-file.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-atomic-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function* stream(...pieces: (Uint8Array | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece
    yield piece
  }
}

it('writes text, bytes and streams, over what was there, and leaves nothing else', async () => {
  const path = join(folder, 'c.txt')
  await writeFileAtomic(path, 'one')
  expect(await readFile(path, 'utf8')).toBe('one')
  await writeFileAtomic(path, Uint8Array.of(1, 2, 3))
  expect([...(await readFile(path))]).toEqual([1, 2, 3])
  await writeFileAtomic(path, stream(Uint8Array.of(4), Uint8Array.of(5)))
  expect([...(await readFile(path))]).toEqual([4, 5])
  expect(await readdir(folder)).toEqual(['c.txt'])
})

it('makes missing folders, unless they must not come back', async () => {
  await writeFileAtomic(join(folder, 'a/b/c.txt'), '')
  expect(await readdir(join(folder, 'a/b'))).toEqual(['c.txt'])
  const many = Array.from({ length: 20 }, (_, i) => writeFileAtomic(join(folder, `a/at/once/${i}.txt`), ''))
  await Promise.all(many)
  const gone = join(folder, 'gone/c.txt')
  await expect(writeFileAtomic(gone, '', { makeFolders: false })).rejects.toMatchObject({
    code: 'NOT_WRITABLE',
    message: `cannot write ${gone}: the folder is gone`,
  })
  expect(await readdir(folder)).toEqual(['a'])
})

it('leaves what was there, and no part of a new file, when it fails', async () => {
  await writeFile(join(folder, 'file'), 'old')
  await expect(writeFileAtomic(join(folder, 'file/under'), '')).rejects.toMatchObject({
    code: 'NOT_WRITABLE',
    message: expect.stringContaining('a file, not a folder'),
  })
  await writeFileAtomic(join(folder, 'taken/inside'), '')
  await expect(writeFileAtomic(join(folder, 'taken'), '')).rejects.toMatchObject({ code: 'NOT_WRITABLE' })
  const wrong = new InvalidInputError('INVALID_DATA', 'another hash')
  await expect(writeFileAtomic(join(folder, 'file'), stream(Uint8Array.of(1), wrong))).rejects.toBe(wrong)
  expect(await readFile(join(folder, 'file'), 'utf8')).toBe('old')
  expect((await readdir(folder)).sort()).toEqual(['file', 'taken'])
})

it.skipIf(!existsSync('/proc/self'))('does not hang where no folder can be made (needs /proc)', async () => {
  await expect(writeFileAtomic('/proc/animegan/a/b', '')).rejects.toMatchObject({ code: 'NOT_WRITABLE' })
})

it('removes temporary files, and only those', async () => {
  const temporary = '.config.json.1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed.tmp'
  for (const name of [temporary, '.mine.tmp', 'config.json']) await writeFile(join(folder, name), '')
  await removeTemporaryFiles(folder)
  await removeTemporaryFiles(join(folder, 'nothing'))
  expect((await readdir(folder)).sort()).toEqual(['.mine.tmp', 'config.json'])
})

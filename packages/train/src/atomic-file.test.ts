// A full disk is tested where the command is: apps/cli/src/commands/train-interrupted.test.ts.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { removeTemporaryFiles, writeFileAtomic } from './atomic-file.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-atomic-'))
})
afterEach(async () => {
  await rm(folder, { recursive: true })
})

it('writes text and bytes, and leaves nothing else', async () => {
  const path = join(folder, 'c.txt')
  await writeFileAtomic(path, 'one')
  await writeFileAtomic(path, Uint8Array.of(1, 2, 3))
  expect([...(await readFile(path))]).toEqual([1, 2, 3])
  expect(await readdir(folder)).toEqual(['c.txt'])
  await expect(writeFileAtomic(join(folder, 'a/b'), '')).rejects.toMatchObject({ code: 'ENOENT' })
})

it('leaves no part of a file when it fails', async () => {
  const path = join(folder, 'folder')
  await mkdir(path)
  await expect(writeFileAtomic(path, 'new')).rejects.toMatchObject({ code: 'EISDIR' })
  expect(await readdir(folder)).toEqual(['folder'])
})

it('removes temporary files, and only those', async () => {
  const temporary = '.config.json.1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed.tmp'
  for (const name of [temporary, '.mine.tmp', 'config.json']) await writeFile(join(folder, name), '')
  await removeTemporaryFiles(folder)
  await removeTemporaryFiles(join(folder, 'nothing'))
  expect((await readdir(folder)).sort()).toEqual(['.mine.tmp', 'config.json'])
})

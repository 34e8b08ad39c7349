import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { assertWritable, writeFileAtomic } from './atomic-file.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-atomic-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('writes a file into folders that are not there yet, and over an older one', async () => {
  const path = join(folder, 'a/b/file.bin')
  await writeFileAtomic(path, new Uint8Array([1, 2, 3]))
  await writeFileAtomic(path, new Uint8Array([4]))
  expect([...(await readFile(path))]).toEqual([4])
  expect(await readdir(join(folder, 'a/b'))).toEqual(['file.bin'])
})

test('leaves nothing behind when the place cannot be written', async () => {
  await writeFile(join(folder, 'file'), '')
  await expect(writeFileAtomic(join(folder, 'file/under.bin'), new Uint8Array(1))).rejects.toMatchObject({
    code: 'NOT_WRITABLE',
    message: expect.stringContaining('a file, not a folder'),
  })
  await writeFileAtomic(join(folder, 'taken/inside'), new Uint8Array(1))
  await expect(writeFileAtomic(join(folder, 'taken'), new Uint8Array(1))).rejects.toMatchObject({
    code: 'NOT_WRITABLE',
  })
  expect((await readdir(folder)).sort()).toEqual(['file', 'taken'])
})

test.skipIf(!existsSync('/proc/self'))(
  'does not hang where no folder can be made (needs /proc)',
  async () => {
    await expect(writeFileAtomic('/proc/animegan/a/b', new Uint8Array(1))).rejects.toMatchObject({
      code: 'NOT_WRITABLE',
    })
  },
)

test('foretells whether a place can be written, without writing', async () => {
  await writeFile(join(folder, 'file'), '')
  await assertWritable(join(folder, 'new/deep/face.png'))
  await expect(assertWritable(join(folder, 'file/face.png'))).rejects.toMatchObject({ code: 'NOT_WRITABLE' })
  expect(await readdir(folder)).toEqual(['file'])
})

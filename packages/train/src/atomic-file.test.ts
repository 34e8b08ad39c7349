import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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

it('writes text and bytes, makes folders, and leaves nothing else', async () => {
  const path = join(folder, 'a/b/c.txt')
  await writeFileAtomic(path, 'one')
  await writeFileAtomic(path, Uint8Array.of(1, 2, 3))
  expect([...(await readFile(path))]).toEqual([1, 2, 3])
  expect(await readdir(join(folder, 'a/b'))).toEqual(['c.txt'])
})

it('leaves the old file and no part of the new one when it fails', async () => {
  const path = join(folder, 'folder')
  await writeFileAtomic(join(path, 'inside'), 'old')
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

const canMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-Urm', 'mount', '-t', 'tmpfs', 'none', '/mnt']).status === 0

it.skipIf(!canMount)('says that the disk is full, though a part still fits (needs unshare and tmpfs)', () => {
  // This function's own text, without types, in a process that sees a disk of one megabyte.
  const source = writeFileAtomic.toString().replace(/__vite_ssr_import_\d+__\.|\(0,\s*(\w+)\)/g, '$1')
  const script = `
    const { randomUUID } = require('node:crypto')
    const { mkdir, open, rename, rm, readdir } = require('node:fs/promises')
    const { basename, dirname, join } = require('node:path')
    ${source}
    writeFileAtomic('disk/file', Buffer.alloc(3e6)).then(
      () => console.log('written'),
      async ({ code }) => console.log(code, await readdir('disk')),
    )`
  const shell = 'mkdir disk && mount -t tmpfs -o size=1m tmpfs disk && exec "$0" -e "$1"'
  const { stdout, stderr } = spawnSync('unshare', ['-Urm', 'sh', '-c', shell, process.execPath, script], {
    cwd: folder,
    encoding: 'utf8',
  })
  expect({ stdout, stderr }).toEqual({ stdout: 'ENOSPC []\n', stderr: '' })
})

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { assertWritable } from './assert-writable.js'

it('foretells whether a place can be written, without writing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'animegan-writable-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'file'), '')
  await assertWritable(join(folder, 'new/deep/face.png'))
  await expect(assertWritable(join(folder, 'file/face.png'))).rejects.toMatchObject({ code: 'NOT_WRITABLE' })
  expect(await readdir(folder)).toEqual(['file'])
})

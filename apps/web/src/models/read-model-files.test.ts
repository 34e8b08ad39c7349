import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readModelFiles } from './read-model-files'

const folder = dirname(createRequire(import.meta.url).resolve('@animegan/weights-synthetic/manifest.json'))

const openFile = async (name: string): Promise<File> =>
  new File([Uint8Array.from(await readFile(join(folder, name)))], name)

describe('readModelFiles', async () => {
  const manifest = await openFile('manifest.json')
  const model = await openFile('model-int8.onnx')
  const card = await openFile('README.md')

  it('reads a manifest, the models that came with it, and the card', async () => {
    const read = await readModelFiles([card, model, manifest, new File([], 'index.js')])
    expect(read.manifest.name).toBe('synthetic')
    expect(read.manifest.files.map(({ dtype }) => dtype)).toEqual(['int8'])
    expect([...read.models.keys()]).toEqual(['int8'])
    expect(read.card).toBe(card)
  })

  it.each<[string, File[], string, RegExp]>([
    ['nothing', [], 'WEIGHTS_NOT_FOUND', /came no file/],
    ['a model alone', [model], 'WEIGHTS_NOT_FOUND', /expected manifest.json .* came model-int8.onnx/],
    ['a manifest alone', [manifest], 'WEIGHTS_NOT_FOUND', /expected one of .*model-int8.onnx/],
    ['what is not JSON', [new File(['{'], 'manifest.json')], 'INVALID_MANIFEST', /not JSON/],
    [
      'a manifest of something else',
      [new File(['{}'], 'manifest.json')],
      'INVALID_MANIFEST',
      /not a valid weights/,
    ],
    [
      'a short model',
      [manifest, new File(['x'], 'model-int8.onnx')],
      'WEIGHTS_CORRUPT',
      /has 1 bytes, the manifest/,
    ],
    [
      'a changed model',
      [manifest, new File([model.slice(1), 'x'], 'model-int8.onnx')],
      'WEIGHTS_CORRUPT',
      /has the SHA-256/,
    ],
  ])('refuses %s', async (_, files, code, message) => {
    await expect(readModelFiles(files)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    })
  })
})

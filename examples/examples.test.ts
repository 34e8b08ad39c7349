import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { decodePng } from '@animegan/runtime-node'
import { afterAll, beforeAll, expect, it } from 'vitest'

const here = import.meta.dirname
const run = promisify(execFile)

let out: string
beforeAll(async () => {
  out = await mkdtemp(path.join(tmpdir(), 'animegan-examples-'))
})
afterAll(() => rm(out, { recursive: true, force: true }))

/** Runs an example as a reader does, with a folder of its own for what it writes, and resolves with what it printed. */
async function runExample(file: string): Promise<{ printed: string; folder: string }> {
  const folder = path.join(out, file)
  const { stdout } = await run(process.execPath, [path.join(here, file), folder], { cwd: out })
  return { printed: stdout, folder }
}

const readPicture = async (file: string) => decodePng(await readFile(file), file)

it('01 records a function, its gradient and its second gradient', async () => {
  const { printed, folder } = await runExample('01-record-a-function.mjs')
  expect(printed).toContain('two blurred pictures: [ 2, 1, 4, 4 ] first row: 0.5625 0.75 0.75 0.5625')
  expect(printed).toContain('3x^2: 3 12 27 48\n6x: 6 12 18 24')
  expect(await readdir(folder)).toEqual(['blur.onnx', 'gradients.onnx'])
})

it('02 reads tags and draws latents', async () => {
  const { printed } = await runExample('02-tags-and-latents.mjs')
  expect(printed).toContain("parsed: [ 'blonde-hair', 'smile', 'blue-eyes' ]")
  expect(printed).toContain('UNKNOWN_TAG: unknown tag "blond hair": did you mean "blonde hair"?')
  expect(printed).toContain('CONTRADICTING_TAGS: ')
})

it('03 draws faces', async () => {
  const { printed, folder } = await runExample('03-draw-a-face.mjs')
  expect(printed).toContain('holds 4 faces by ')
  const { width, height } = await readPicture(path.join(folder, 'blonde.png'))
  expect(width).toBe(height)
})

it('04 synthesises pictures, trains on them and draws', async () => {
  const { printed, folder } = await runExample('04-synthesise-and-train.mjs')
  expect(printed).toContain('step 4: 64 pictures seen')
  expect((await readdir(path.join(folder, 'weights'))).sort()).toEqual([
    'manifest.json',
    'model-fp16.onnx',
    'model-fp32.onnx',
    'model-int8.onnx',
  ])
  expect(await readPicture(path.join(folder, 'trained.png'))).toMatchObject({ width: 64, height: 64 })
})

it('05 draws a strip between two seeds', async () => {
  const { folder } = await runExample('05-interpolate.mjs')
  const { width, height } = await readPicture(path.join(folder, 'interpolation.png'))
  expect(width).toBe(8 * height)
})

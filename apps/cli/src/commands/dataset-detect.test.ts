import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createGenerator } from '@animegan/runtime-node'
import { describe, expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'
import { drawFaceCanvases, type PastedFace } from '../testing/face-canvases.js'

const cli = useCommandLine()
const detect = (...args: string[]) => cli.animegan('dataset', 'detect', ...args)
const shared = (path: string) => fileURLToPath(new URL(`../../../../../shared/${path}`, import.meta.url))
const cascade = shared('cascade/lbpcascade_animeface.xml')
const isThere = existsSync(cascade) && existsSync(shared('amaryllis/weight_webassembly.bin'))

/** A line of metadata.jsonl that is a face. */
interface FaceRecord {
  file_name: string
  origin: { name: string }
  face: { box: [x: number, y: number, width: number, height: number] }
}

const readFaces = async (dir: string): Promise<FaceRecord[]> =>
  (await readFile(join(dir, 'metadata.jsonl'), 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as FaceRecord)

test('says what is missing before it begins', async () => {
  await mkdir(join(cli.work, 'pictures'))
  await writeFile(join(cli.work, 'pictures/metadata.jsonl'), '{"file_name":"a.png","tags":[]}\n')
  await cli.expectRefusal(
    detect('pictures', '--out', 'faces'),
    1,
    /lbpcascade_animeface\.xml of lbpcascade is not in .*get it with: animegan assets get lbpcascade/,
  )
  await cli.expectRefusal(
    detect('pictures', '--out', 'faces', '--cascade', 'c.xml'),
    2,
    /cannot read the cascade c\.xml/,
  )
  await cli.expectRefusal(
    detect('pictures', '--out', 'faces', '--size', '4'),
    2,
    /--size: expected .* 8 to 2048/,
  )
  await writeFile(join(cli.work, 'c.xml'), '<opencv_storage/>')
  await cli.expectRefusal(
    detect('nowhere', '--out', 'faces', '--cascade', 'c.xml'),
    2,
    /nowhere.*metadata\.jsonl/,
  )
  await cli.expectRefusal(
    detect('pictures', '--out', 'pictures', '--cascade', 'c.xml'),
    2,
    /already holds a data set/,
  )
})

describe.skipIf(!isThere)('500 Amaryllis faces (needs ../shared/amaryllis and ../shared/cascade)', () => {
  /** Draws canvases with faces as a data set without tags; gives the faces of each file. */
  async function drawPictures(dir: string, count: number, seed: number): Promise<Map<string, PastedFace[]>> {
    const weights = join(cli.work, 'weights')
    const from = shared('amaryllis')
    await cli.expectSuccess(
      cli.animegan('weights', 'import', '--format', 'webdnn', '--from', from, '--out', weights),
    )
    await using generator = await createGenerator({ weights })
    const faces = await generator.generate({ seed, count })
    await mkdir(dir)
    const pasted = new Map<string, PastedFace[]>()
    for await (const { bytes, extension, faces: own } of drawFaceCanvases(faces, seed)) {
      const name = `${pasted.size}.${extension}`
      await writeFile(join(dir, name), bytes)
      pasted.set(name, own)
    }
    const lines = [...pasted.keys()].map((name) => `${JSON.stringify({ file_name: name, tags: [] })}\n`)
    await writeFile(join(dir, 'metadata.jsonl'), lines.join(''))
    return pasted
  }

  /** How far the nearest box is from a face, middle to middle, in sides of the face. */
  const measureMiss = ({ center: [x, y], side }: PastedFace, found: readonly FaceRecord[]): number =>
    Math.min(
      ...found.map(
        ({ face: { box } }) => Math.hypot(box[0] + box[2] / 2 - x, box[1] + box[3] / 2 - y) / side,
      ),
    )

  test('are found, 97 of 100, and cut out about their middle', async () => {
    const pasted = await drawPictures(join(cli.work, 'pictures'), 500, 1)
    const stdout = await cli.expectSuccess(detect('pictures', '--out', 'faces', '--cascade', cascade))
    expect(stdout).toMatch(/^wrote faces: \d{3} faces of 128 x 128 from the pictures of pictures\n/)
    const found = await readFaces(join(cli.work, 'faces'))
    expect(found.every(({ file_name }) => existsSync(join(cli.work, 'faces', file_name)))).toBe(true)

    const misses = [...pasted].flatMap(([name, faces]) => {
      const here = found.filter(({ origin }) => origin.name === name)
      return faces.map((face) => measureMiss(face, here))
    })
    expect(misses).toHaveLength(500)
    expect(misses.filter((miss) => miss <= 0.15).length).toBeGreaterThanOrEqual(485)
    // Hardly anything else is taken for a face.
    expect(found.length).toBeLessThanOrEqual(500)

    // Again, from what was kept.
    expect(await cli.expectSuccess(detect('pictures', '--out', 'faces', '--cascade', cascade))).toBe(stdout)
    expect(await readFaces(join(cli.work, 'faces'))).toEqual(found)
  }, 300_000)
})

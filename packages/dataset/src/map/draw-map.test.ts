import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { animeTags } from '@animegan/core'
import { decode } from 'fast-png'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openImagefolder } from '../imagefolder/imagefolder.js'
import { synthesizeDataset } from '../synthetic/synthesize-dataset.js'
import { drawMap } from './draw-map.js'

const count = 12
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-map-'))
  await synthesizeDataset({ count, size: 32, seed: 1, out: folder })
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const draw = async (options: object = {}) => {
  const { records } = await openImagefolder(folder, animeTags)
  return drawMap({
    folder,
    records,
    features: Float32Array.from({ length: count * 3 }, (_, i) => Math.sin(i)),
    schema: animeTags,
    title: 'Faces',
    featuresName: 'sines',
    side: 256,
    steps: 20,
    seed: 2,
    ...options,
  })
}

describe('drawMap', () => {
  it('draws the same picture and page for the same seed', async () => {
    const first = await draw()
    const second = await draw()
    expect(Buffer.from(second.png).equals(first.png)).toBe(true)
    expect(second.html).toBe(first.html)
    expect(first.html).toContain(
      `12 pictures laid out by t-SNE on sines, perplexity 4; trustworthiness ${first.trustworthiness.toFixed(3)}`,
    )
    expect((await draw({ seed: 3 })).html).not.toBe(first.html)
  })

  it('draws a picture of the wanted side, scattered or on a grid', async () => {
    const [scattered, grid] = [await draw({ side: 300 }), await draw({ side: 300, arrangement: 'grid' })]
    for (const { png } of [scattered, grid]) expect(decode(png)).toMatchObject({ width: 300, height: 300 })
    expect(Buffer.from(grid.png).equals(scattered.png)).toBe(false)
    expect(grid.html).toBe(scattered.html)
  })

  it('names a picture that is missing or damaged', async () => {
    const { records } = await openImagefolder(folder, animeTags)
    const changed = (name: string) =>
      records.map((record, i) => (i === 4 ? { ...record, file_name: name } : record))
    await writeFile(join(folder, 'broken.png'), 'x')
    for (const name of ['gone.png', 'broken.png']) {
      await expect(draw({ records: changed(name) })).rejects.toMatchObject({
        code: 'INVALID_DATA',
        message: expect.stringContaining(name),
      })
    }
    await expect(draw({ side: 8 })).rejects.toThrow(/side: expected an integer from 256 to 16384, got 8/)
  })
})

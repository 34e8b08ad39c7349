import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { animeTags, type WeightsManifest } from '@animegan/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { JudgingData } from './judging-data.js'
import { drawJudgingImages } from './judging-images.js'
import { type Judging, startJudging } from './start-judging.js'
import { summarizeJudging } from './summarize-judging.js'

const manifest = {
  tags: animeTags,
  inputs: { latent: { name: 'latent', size: 8 }, condition: { name: 'condition', size: 34 } },
} as WeightsManifest
const model = { name: 'tiny', version: '1.0.0', dtype: 'fp32', sha256: 'a'.repeat(64) }

let folder: string
let judging: Judging
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-judging-'))
  await drawJudgingImages(folder, {
    ...{ manifest, model, tags: ['smile', 'hat'], images: 4 },
    draw: async (plans) => plans.map(({ seed }) => Buffer.from(`image of seed ${seed}`)),
  })
  judging = await startJudging(folder, { commandFor: (port) => `again ${port}` })
})
afterEach(async () => {
  await judging.close()
  await rm(folder, { recursive: true })
})

const login = async () => {
  const [cookie = ''] = (await fetch(judging.address)).headers.getSetCookie()
  const base = new URL(judging.address).origin
  const headers = { Cookie: cookie.split(';')[0]! }
  return {
    get: (path: string) => fetch(base + path, { headers }),
    post: (body: unknown) =>
      fetch(`${base}/judgements`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { ...headers, 'Content-Type': 'application/json' },
      }),
  }
}
const restart = async () => {
  await judging.close()
  judging = await startJudging(folder)
}

it('gives the page, what is judged, and images by number only', async () => {
  const { get } = await login()
  for (const path of ['/', '/page.js', '/page.css', '/base.css', '/icon.svg'])
    expect((await get(path)).status, path).toBe(200)
  expect(await (await get('/data')).json()).toMatchObject({
    ...{ folder, model: 'tiny 1.0.0', images: 4, seed: 0, asked: ['smile', 'hat'] },
    command: expect.stringMatching(/^again \d+$/),
    judgements: { smile: [null, null, null, null] },
  })
  const image = await get('/images/hat/4')
  expect(image.headers.get('content-type')).toBe('image/png')
  expect(await image.text()).toBe(await readFile(join(folder, 'images/hat/0004.png'), 'utf8'))
  const others = ['/images/hat/0', '/images/hat/5', '/images/hat/0004.png', '/images/blush/1']
  for (const path of [...others, '/images/..%2f1', '/judging.json', '/judgements'])
    expect((await get(path)).status, path).toBe(404)
})

it('keeps judgements, knows them again after a line that was cut off, and makes a table', async () => {
  const { post } = await login()
  const judged = [true, true, false].map((shows, i) => ({ tag: 'hat', image: i + 1, shows }))
  expect((await post({ judgements: judged })).status).toBe(200)
  expect((await post({ judgements: [{ tag: 'hat', image: 2, shows: null }] })).status).toBe(200)
  expect(await readFile(join(folder, 'judgements.jsonl'), 'utf8')).toMatch(
    /^\{"tag":"hat","image":1,"shows":true,"at":"20\d\d-[^"]+Z"\}\n/,
  )
  await judging.close()
  await appendFile(join(folder, 'judgements.jsonl'), '{"tag":"smile","ima')
  await restart()
  const again = await login()
  expect(((await (await again.get('/data')).json()) as JudgingData).judgements).toEqual({
    smile: [null, null, null, null],
    hat: [true, null, false, null],
  })
  await again.post({ judgements: [{ tag: 'smile', image: 4, shows: true }] })
  const precision = await summarizeJudging(folder)
  expect(precision).toMatchObject({ model, images: 4, seed: 0, judge: { kind: 'hand' } })
  expect(precision.tags.map(({ id, shown, asked, paper }) => [id, shown, asked, paper])).toEqual([
    ['smile', 1, 1, 0.95],
    ['hat', 1, 2, 0.15],
  ])
  expect(precision.warnings).toEqual(['fewer than 4 images were judged of: smile, hat'])
})

it('refuses judgements that it does not understand, all of them', async () => {
  const { post } = await login()
  const good = { tag: 'hat', image: 1, shows: true }
  const refusals: [unknown, RegExp][] = [
    [
      { judgements: [good, { ...good, tag: 'blush' }] },
      /judgements\[1\]\.tag: expected a tag that is judged here/,
    ],
    [{ judgements: [{ ...good, image: 5 }] }, /image/],
    [{ judgements: [{ ...good, shows: 'maybe' }] }, /shows/],
    [{ judgements: [] }, /judgements/],
    ['not JSON', /expected JSON/],
  ]
  for (const [body, message] of refusals) {
    const answer = await post(body)
    expect(answer.status).toBe(400)
    expect(await answer.text()).toMatch(message)
  }
  expect(await readFile(join(folder, 'judgements.jsonl'), 'utf8')).toBe('')
})

it('is refused while another judges, without all images, and where nothing was drawn', async () => {
  await expect(startJudging(folder)).rejects.toMatchObject({ code: 'JUDGING_LOCKED' })
  await judging.close()
  await rm(join(folder, 'images/hat/0003.png'))
  await expect(startJudging(folder)).rejects.toThrow(/an image is missing; draw them first.*\(tiny\)$/)
  await expect(startJudging(join(folder, 'images'))).rejects.toThrow(/images has no judging\.json/)
  await writeFile(join(folder, 'judging.json'), '{"schema":"animegan.judging/2"}')
  await expect(startJudging(folder)).rejects.toMatchObject({ code: 'INVALID_DATA' })
})

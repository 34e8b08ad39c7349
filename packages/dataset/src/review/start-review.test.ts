import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { animeTags } from '@animegan/core'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ReviewData } from './review-data.js'
import { type Review, startReview } from './start-review.js'

let folder: string
let review: Review
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'animegan-review-'))
  const dots = ['#f00', '#0f0', '#00f']
  for (const [index, background] of dots.entries()) {
    const dot = sharp({ create: { width: 8, height: 8, channels: 3, background } })
    await dot.png().toFile(join(folder, `${index}.png`))
  }
  const records = [
    { file_name: '0.png', tags: ['blonde-hair', 'smile'], scores: { 'blonde-hair': 0.9, smile: 0.5 } },
    { file_name: '1.png', tags: [], sha256: 'given', review: 'accepted', duplicates: 7, width: 8, height: 8 },
    { file_name: '2.png', tags: [], face: { box: [0, 0, 30, 40], sharpness: 0 }, origin: { name: 'p.jpg' } },
  ]
  await writeFile(
    join(folder, 'metadata.jsonl'),
    records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  )
  review = await startReview(folder, { schema: animeTags, commandFor: (port) => `again ${port}` })
})
afterEach(async () => {
  await review.close()
  await rm(folder, { recursive: true })
})

const login = async () => {
  const [cookie = ''] = (await fetch(review.address)).headers.getSetCookie()
  const base = new URL(review.address).origin
  const headers = { Cookie: cookie.split(';')[0]! }
  return {
    get: (path: string) => fetch(base + path, { headers }),
    post: (body: string) =>
      fetch(`${base}/decisions`, {
        method: 'POST',
        body,
        headers: { ...headers, 'Content-Type': 'application/json' },
      }),
  }
}

it('tells its page of the records, column by column', async () => {
  const { get } = await login()
  const data = (await (await get('/data')).json()) as ReviewData
  expect(data).toMatchObject({ folder, command: expect.stringMatching(/^again \d+$/), decisions: {} })
  expect(data.tags[0]).toEqual({ id: 'blonde-hair', label: 'blonde hair', group: 0 })
  expect(data.groups[0]).toEqual({ label: 'hair colour', exclusive: true })
  const { scores, id, ...columns } = data.pictures
  expect(id).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}$/),
    'given',
    expect.stringMatching(/^[0-9a-f]{64}$/),
  ])
  expect(scores?.[0]?.slice(0, 2)).toEqual([900, -1])
  expect(columns).toEqual({
    file: ['0.png', '1.png', '2.png'],
    tags: [[0, 19], [], []],
    size: [null, '8 × 8', null],
    face: [null, null, 30],
    sharpness: [null, null, 0],
    duplicates: [null, '7', null],
    origin: [null, null, 'p.jpg'],
    split: ['train', 'train', 'train'],
    verdict: [null, 'accept', null],
  })
})

it('gives the page, and pictures by id only', async () => {
  const { get } = await login()
  for (const path of ['/', '/page.js', '/page.css', '/icon.svg'])
    expect((await get(path)).status, path).toBe(200)
  const picture = await get('/pictures/given')
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect(picture.headers.get('cache-control')).toMatch(/^private, .*immutable$/)
  expect(Buffer.from(await picture.arrayBuffer())).toEqual(await readFile(join(folder, '1.png')))
  expect((await get('/thumbnails/given')).status).toBe(200)
  const others = [
    '/pictures/1.png',
    '/pictures/..%2f1.png',
    '/pictures/%2e%2e/metadata.jsonl',
    '/metadata.jsonl',
  ]
  for (const path of [...others, '/pictures/', '/decisions', '/pictures/constructor']) {
    expect((await get(path)).status, path).toBe(404)
  }
  await rm(join(folder, '1.png'))
  expect((await get('/pictures/given')).status).toBe(404)
})

it('keeps decisions, counts them, and knows them again', async () => {
  const { post } = await login()
  const first = { decisions: [{ id: 'given', verdict: 'reject', tags: ['smile'] }] }
  expect((await post(JSON.stringify(first))).status).toBe(200)
  expect(await readFile(join(folder, 'decisions.jsonl'), 'utf8')).toMatch(
    /^\{"id":"given","verdict":"reject","tags":\["smile"\],"at":"20\d\d-[^"]+Z"\}\n$/,
  )
  expect(review.count()).toEqual({ pictures: 3, accepted: 0, rejected: 1, retagged: 1 })
  await review.close()
  review = await startReview(folder, { schema: animeTags })
  const { get } = await login()
  const data = (await (await get('/data')).json()) as ReviewData
  expect(data.decisions).toEqual({ given: { verdict: 'reject', tags: ['smile'] } })
})

it('refuses decisions that it does not understand, all of them', async () => {
  const { post } = await login()
  const good = { id: 'given', verdict: 'accept' }
  const refusals: [unknown, RegExp][] = [
    [
      { decisions: [good, { id: 'other', verdict: 'accept' }] },
      /decisions\[1\]\.id: expected the id of a picture/,
    ],
    [{ decisions: [{ id: 'given', verdict: 'maybe' }] }, /verdict/],
    [{ decisions: [{ id: 'given', tags: ['moustache'] }] }, /expected a tag of the schema; got "moustache"/],
    [{ decisions: [{ ...good, at: 'yesterday' }] }, /unknown key "at"/],
    [{ decisions: [] }, /decisions/],
    ['not JSON', /expected JSON|expected object/],
  ]
  for (const [body, message] of refusals) {
    const answer = await post(typeof body === 'string' ? body : JSON.stringify(body))
    expect(answer.status).toBe(400)
    expect(await answer.text()).toMatch(message)
  }
  expect(await readFile(join(folder, 'decisions.jsonl'), 'utf8')).toBe('')
})

it('is refused while another reviews the folder, and for what is no data set', async () => {
  await expect(startReview(folder, { schema: animeTags })).rejects.toMatchObject({ code: 'REVIEW_LOCKED' })
  await expect(startReview(join(folder, 'absent'), { schema: animeTags })).rejects.toThrow(
    /should be a folder with images and a metadata\.jsonl$/,
  )
  await expect(startReview(folder, { schema: { ...animeTags, tags: [] } })).rejects.toThrow(
    /record 1 \(0\.png\): tag "blonde-hair" is not in tag schema "anime"/,
  )
})

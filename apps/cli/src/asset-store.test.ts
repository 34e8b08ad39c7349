import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { AnimeganError } from '@animegan/core'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FetchAssetOptions, fetchAsset, findAsset } from './asset-store.js'
import type { Asset } from './assets.js'

let root: string
let server: Server
let base: string
let served: Map<string, string | Buffer>
let requests: string[]
let warnings: string[]

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-assets-'))
  served = new Map([
    ['/a.bin', 'first'],
    ['/b.bin', 'second'],
  ])
  requests = []
  warnings = []
  server = createServer(({ url = '' }, response) => {
    requests.push(url)
    const body = served.get(url)
    if (body === undefined) response.writeHead(404).end()
    else response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(root, { recursive: true, force: true })
})

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** An asset of two files: the first is pinned, the second is trusted when it comes first. */
const buildAsset = (more: Partial<Asset> = {}): Asset => ({
  ...{ name: 'thing', description: 'a thing', licence: 'MIT', credit: 'somebody', page: base },
  files: [
    { name: 'a.bin', url: `${base}/a.bin`, sha256: sha256Of('first') },
    { name: 'b.bin', url: `${base}/b.bin` },
  ],
  ...more,
})

const cache = () => ({ cacheDir: join(root, 'cache') })
const fetchIt = (asset: Asset, options: FetchAssetOptions = {}) =>
  fetchAsset(asset, { ...cache(), warn: (message) => warnings.push(message), ...options })
const readStored = async (asset: Asset) => {
  const { paths } = await findAsset(asset, cache())
  return Promise.all(paths.map((path) => readFile(path, 'utf8')))
}

test('fetches what is missing, once, and warns of what it cannot check', async () => {
  const asset = buildAsset()
  await expect(findAsset(asset, cache())).rejects.toMatchObject({
    code: 'ASSET_NOT_FOUND',
    message: expect.stringMatching(/a\.bin of thing is not in .*get it with: animegan assets get thing$/),
  })
  await fetchIt(asset)
  expect(await readStored(asset)).toEqual(['first', 'second'])
  expect(warnings).toEqual([
    expect.stringMatching(/SHA-256 of b\.bin was not known; [0-9a-f]{64} came from http/),
  ])
  await fetchIt(asset)
  expect(requests).toEqual(['/a.bin', '/b.bin'])
  expect(warnings).toHaveLength(1)
})

test('fetches a damaged file again, and a recorded one only with the same bytes', async () => {
  const asset = buildAsset()
  const { folder } = await fetchIt(asset)
  await writeFile(join(folder, 'a.bin'), 'f1rst')
  await writeFile(join(folder, 'b.bin'), 's3cond')
  await expect(findAsset(asset, cache())).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' })
  await fetchIt(asset)
  expect(await readStored(asset)).toEqual(['first', 'second'])

  served.set('/b.bin', 'another')
  await rm(join(folder, 'b.bin'))
  await expect(fetchIt(asset)).rejects.toMatchObject({
    code: 'ASSET_CHANGED',
    message: expect.stringMatching(
      /\(7 bytes\), expected .*that came on 20.*if the new one is right, remove .*asset\.json/,
    ),
  })
  expect((await readdir(folder)).sort()).toEqual(['a.bin', 'asset.json'])
})

test('refuses a pinned file with other bytes, and leaves nothing of it', async () => {
  served.set('/a.bin', 'forged')
  const asset = buildAsset()
  await expect(fetchIt(asset)).rejects.toMatchObject({
    code: 'ASSET_CHANGED',
    message: expect.stringMatching(/not the a\.bin that is known to work/),
  })
  expect(await readdir(join(root, 'cache/assets/thing'))).toEqual([])
})

test('says what to do when the file is gone or the network fails', async () => {
  served.delete('/b.bin')
  await expect(fetchIt(buildAsset())).rejects.toMatchObject({
    code: 'ASSET_NOT_FOUND',
    message: expect.stringMatching(/b\.bin: the server answers 404.*animegan assets get thing --from PATH$/),
  })
  const nowhere = buildAsset({ name: 'nowhere', files: [{ name: 'a.bin', url: 'http://127.0.0.1:1/a.bin' }] })
  await expect(fetchIt(nowhere)).rejects.toMatchObject({ code: 'DOWNLOAD_FAILED' })
  const aborted = { signal: AbortSignal.abort(), from: join(root, 'cache/assets/thing/a.bin') }
  const single = buildAsset({ name: 'single', files: buildAsset().files.slice(0, 1) })
  await expect(fetchIt(single, aborted)).rejects.toMatchObject({ code: 'ABORTED' })
})

test('takes copies from a folder, a file or a mirror, and checks them all the same', async () => {
  const copies = join(root, 'copies')
  await mkdir(copies)
  await writeFile(join(copies, 'a.bin'), 'first')
  await expect(fetchIt(buildAsset(), { from: copies })).rejects.toMatchObject({
    code: 'ASSET_NOT_FOUND',
    message: expect.stringMatching(/expected a folder with a\.bin, b\.bin; b\.bin is not in/),
  })
  await writeFile(join(copies, 'b.bin'), 'second')
  await fetchIt(buildAsset(), { from: copies })
  expect(await readStored(buildAsset())).toEqual(['first', 'second'])

  const single = buildAsset({ name: 'single', files: buildAsset().files.slice(0, 1) })
  await writeFile(join(copies, 'forged'), 'forged')
  await expect(fetchIt(single, { from: join(copies, 'forged') })).rejects.toMatchObject({
    code: 'ASSET_CHANGED',
  })
  await expect(fetchIt(single, { from: join(copies, 'nothing') })).rejects.toMatchObject({
    message: expect.stringMatching(/or that file; there is no /),
  })
  await fetchIt(single, { from: join(copies, 'a.bin') })
  expect(await readStored(single)).toEqual(['first'])
  expect(requests).toEqual([])

  await fetchIt({ ...buildAsset(), name: 'mirrored' }, { from: `${base}/` })
  expect(requests).toEqual(['/a.bin', '/b.bin'])
})

test('unpacks what is published gzipped, from anywhere', async () => {
  const file = { name: 'list.json', url: `${base}/list.json.gz` }
  const build = (name: string): Asset => ({ ...buildAsset(), name, files: [file] })
  const copies = join(root, 'copies')
  await mkdir(copies)
  await writeFile(join(copies, 'list.json.gz'), gzipSync('[1]'))
  await fetchIt(build('packed'), { from: copies })
  await writeFile(join(copies, 'list.json'), '[1]')
  await fetchIt(build('plain'), { from: copies })
  served.set('/list.json.gz', gzipSync('[1]'))
  await fetchIt(build('published'))
  await fetchIt(build('mirrored'), { from: `${base}/` })
  for (const name of ['packed', 'plain', 'published', 'mirrored'])
    expect(await readStored(build(name))).toEqual(['[1]'])

  served.set('/list.json.gz', gzipSync('[1, 2, 3]').subarray(0, -3))
  await expect(fetchIt(build('cut'))).rejects.toMatchObject({
    code: 'DOWNLOAD_FAILED',
    message: expect.stringMatching(/list\.json\.gz is no whole gzip file: unexpected end of file/),
  })
})

test('trusts no file of which nothing can be made', async () => {
  let failure = new AnimeganError('WEIGHTS_UNKNOWN', 'a web page')
  const asset = buildAsset({
    preparation: {
      version: 1,
      makes: ['made.txt'],
      prepare: async (folder) => {
        if ((await readFile(join(folder, 'b.bin'), 'utf8')) === 'second') throw failure
        await writeFile(join(folder, 'made.txt'), 'made')
      },
    },
  })
  await expect(fetchIt(asset)).rejects.toBe(failure)
  served.set('/b.bin', 'right')
  await fetchIt(asset)
  expect(await readStored(asset)).toEqual(['made'])
  expect(requests).toEqual(['/a.bin', '/b.bin', '/b.bin'])

  failure = new AnimeganError('NOT_WRITABLE', 'the disk is full')
  served.set('/b.bin', 'second')
  const other = { ...asset, name: 'other' }
  await expect(fetchIt(other)).rejects.toBe(failure)
  await expect(fetchIt(other)).rejects.toBe(failure)
  expect(requests).toHaveLength(5)
})

test('prepares what came, again only when the files or the preparation changed', async () => {
  let prepared = 0
  const withVersion = (version: number) =>
    buildAsset({
      preparation: {
        version,
        makes: ['made.txt'],
        async prepare(folder) {
          prepared++
          const text = await readFile(join(folder, 'a.bin'), 'utf8')
          await writeFile(join(folder, 'made.txt'), `${text} in version ${version}`)
        },
      },
    })
  await fetchIt(withVersion(1))
  const { folder } = await fetchIt(withVersion(1))
  expect(prepared).toBe(1)
  expect(await readStored(withVersion(1))).toEqual(['first in version 1'])
  await expect(findAsset(withVersion(2), cache())).rejects.toMatchObject({ code: 'ASSET_NOT_FOUND' })
  await fetchIt(withVersion(2))
  expect(await readStored(withVersion(2))).toEqual(['first in version 2'])
  await rm(join(folder, 'made.txt'))
  await fetchIt(withVersion(2))
  expect(prepared).toBe(3)
  expect(requests).toHaveLength(2)
})

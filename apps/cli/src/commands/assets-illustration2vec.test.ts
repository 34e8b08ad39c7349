import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { animeTags } from '@animegan/core'
import { createSession, loadTagger } from '@animegan/runtime-node'
import { expect, test } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'
import { buildTinyIllustration2Vec } from '../testing/tiny-illustration2vec.js'

const cli = useCommandLine()
const get = (...flags: string[]) => cli.animegan('assets', 'get', 'illustration2vec', ...flags)
const files = buildTinyIllustration2Vec(1)
const published = Object.keys(files)
const made = ['features-fp16.onnx', 'manifest.json', 'tags-fp16.onnx', 'tags-fp32.onnx']

async function writeCopies(name: string, copies: Record<string, Buffer>): Promise<string> {
  await mkdir(join(cli.work, name))
  for (const [file, bytes] of Object.entries(copies)) await writeFile(join(cli.work, name, file), bytes)
  return name
}

test('refuses what cannot be converted, and does not trust it afterwards', async () => {
  const page = { 'illust2vec_ver200.caffemodel': Buffer.from('<!DOCTYPE html><title>Not found</title>') }
  const { code, stdout, stderr } = await get('--from', await writeCopies('page', { ...files, ...page }))
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/illust2vec_ver200\.caffemodel is no Caffe model: it looks like a web page/)
})

test('converts a copy, warns of what it cannot check, and from then on needs no copy', async () => {
  const from = await writeCopies('copies', files)
  const { code, stdout, stderr } = await get('--from', from, '--out', 'estimator')
  expect(code).toBe(0)
  const warning = (name: string) =>
    `animegan: warning: the SHA-256 of ${name} was not known; HASH came from URL and is expected from now on`
  expect(
    stderr
      .replace(/[0-9a-f]{64}/g, 'HASH')
      .replace(/file:\S+/g, 'URL')
      .trim()
      .split('\n')
      .sort(),
  ).toEqual(published.map(warning).sort())
  expect(stdout).toMatch(
    /^estimator\/manifest\.json\n(.*\n){3}illustration2vec: licence MIT, credit Masaki Saito/,
  )
  expect((await readdir(join(cli.work, 'estimator'))).sort()).toEqual(made)
  const again = await cli.expectSuccess(get())
  expect(again).toMatch(/\/cache\/assets\/illustration2vec\/manifest\.json\n/)
  expect(await cli.expectSuccess(cli.animegan('assets', 'list'))).toMatch(/^illustration2vec +here/m)

  const images = {
    data: new Float32Array(2 * 3 * 224 * 224).map((_, i) => (i % 251) - 125),
    shape: [2, 3, 224, 224],
  }
  for (const [output, size] of [
    ['tags', 1539],
    ['features', 4096],
  ] as const) {
    const { model } = await loadTagger(join(cli.work, 'estimator'), { output })
    const session = await createSession(model, { device: 'cpu', threads: 1 })
    const { [output]: result } = await session.run({ images })
    await session.dispose()
    expect(result!.shape).toEqual([2, size])
    expect(new Set(result!.data).size).toBeGreaterThan(100)
  }

  await cli.expectSuccess(cli.animegan('dataset', 'synthesize', '--count', '2', '--out', 'faces'))
  await cli.expectSuccess(cli.animegan('dataset', 'tag', 'faces', '--estimator', 'illustration2vec'))
  const [line = ''] = (await readFile(join(cli.work, 'faces/metadata.jsonl'), 'utf8')).split('\n')
  const { scores } = JSON.parse(line) as { scores: Record<string, number> }
  expect(Object.keys(scores).sort()).toEqual(animeTags.tags.map(({ id }) => id).sort())
})

test('refuses other bytes than came first, from a mirror too', async () => {
  await get('--from', await writeCopies('copies', files))
  const stored = join(cli.root, 'cache/assets/illustration2vec')
  for (const name of ['tags-fp32.onnx', 'illust2vec_ver200.caffemodel']) await rm(join(stored, name))
  const before = await readFile(join(stored, 'asset.json'), 'utf8')
  const other = buildTinyIllustration2Vec(2)
  const server = createServer(({ url = '' }, response) => {
    const name = url.slice(1).replace(/\.gz$/, '')
    const bytes = other[name]!
    response.end(url.endsWith('.gz') ? gzipSync(bytes) : bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  await cli.expectRefusal(
    get('--from', mirror),
    1,
    /illust2vec_ver200\.caffemodel: SHA-256 .* that came on 20/,
  )
  expect(await readFile(join(stored, 'asset.json'), 'utf8')).toBe(before)

  await rm(stored, { recursive: true })
  const { code, stdout } = await get('--from', mirror)
  expect({ code, lines: stdout.trim().split('\n').length }).toEqual({ code: 0, lines: 5 })
  await new Promise((resolve) => server.close(resolve))
})

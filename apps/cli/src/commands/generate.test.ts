import { existsSync } from 'node:fs'
import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { decodeNpy, decodePng, encodeNpy, readPictureRecord } from '@animegan/runtime-node'
import { tinyConditionSize, tinyLatentSize, writeTinyWeights } from '@animegan/runtime-node/testing'
import { beforeAll, expect, test } from 'vitest'
import { type Finished, useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
let weights: string

beforeAll(async () => {
  weights = join(cli.root, 'weights')
  await writeTinyWeights(weights)
})

const generate = (...args: string[]): Promise<Finished> =>
  cli.animegan('generate', '--weights', weights, ...args)

test('draws a sheet, the same bytes twice, and records how', async () => {
  const flags = ['--tags', 'blonde hair, smile', '--seed', '7', '--count', '6', '--columns', '3']
  const first = await generate(...flags, '--out', 'new/faces.png')
  expect(first).toEqual({ code: 0, stdout: 'wrote new/faces.png: 6 faces\n', stderr: '' })
  await generate(...flags, '--out', 'again.png')
  const png = await readFile(join(cli.work, 'new/faces.png'))
  expect(png.equals(await readFile(join(cli.work, 'again.png')))).toBe(true)
  expect(decodePng(png)).toMatchObject({ width: 24, height: 16 })
  const record = readPictureRecord(png)
  expect(record).toMatchObject({ columns: 3, weights: { name: 'tiny' } })
  expect(record?.faces.map(({ seed }) => seed)).toEqual([7, 8, 9, 10, 11, 12])
})

test('draws a picture each into a folder, of the seeds asked for', async () => {
  const { code, stdout } = await generate('--seeds', '1-3,85', '--out', 'faces/')
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: 'wrote 4 pictures, faces/face-01.png to faces/face-85.png\n',
  })
  const names = ['face-01.png', 'face-02.png', 'face-03.png', 'face-85.png']
  expect((await readdir(join(cli.work, 'faces'))).sort()).toEqual(names)
  await generate('--seed', '85', '--out', 'one.png')
  const [alone, inFolder] = await Promise.all(
    ['one.png', 'faces/face-85.png'].map((name) => readFile(join(cli.work, name))),
  )
  expect(decodePng(alone!).data).toEqual(decodePng(inFolder!).data)
})

test('draws faces with some tags and without others', async () => {
  const flags = ['--seeds', '1-20', '--with', 'glasses, pink hair', '--without', 'smile', '--json']
  const made = JSON.parse((await generate(...flags)).stdout) as { faces: { tags: string[] }[] }
  for (const { tags } of made.faces) {
    expect(tags).toEqual(expect.arrayContaining(['pink-hair', 'glasses']))
    expect(tags).not.toContain('smile')
  }
  expect(new Set(made.faces.map(({ tags }) => tags.join())).size).toBeGreaterThan(10)
})

test('draws given vectors to raw numbers, without a picture', async () => {
  const shape = [2, tinyLatentSize + tinyConditionSize]
  const data = Float32Array.from({ length: shape[0]! * shape[1]! }, (_, i) => Math.sin(i))
  await writeFile(join(cli.work, 'v.npy'), encodeNpy({ data, shape }))
  const { code, stdout } = await generate('--vectors', 'v.npy', '--raw', 'r.npy')
  expect({ code, stdout }).toEqual({ code: 0, stdout: 'wrote r.npy: 2 faces as numbers\n' })
  const raw = decodeNpy(await readFile(join(cli.work, 'r.npy')), 'r.npy', { shape: [2, 3, 8, 8] })
  expect(raw.data.every((value) => value >= -1 && value <= 1)).toBe(true)
  expect((await readdir(cli.work)).sort()).toEqual(['r.npy', 'v.npy'])
})

test('says as JSON what was made, with sizes', async () => {
  const { stdout } = await generate(
    '--seed',
    '5',
    '--count',
    '2',
    '--dtype',
    'int8',
    '--json',
    '--size-report',
    '--out',
    'faces.png',
  )
  const made = JSON.parse(stdout)
  expect(made.weights).toMatchObject({
    name: 'tiny',
    dtype: 'int8',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(made.faces).toEqual([
    { seed: 5, tags: expect.any(Array), file: 'faces.png' },
    { seed: 6, tags: expect.any(Array), file: 'faces.png' },
  ])
  expect(made.files).toEqual(['faces.png'])
  expect(made.sizes).toMatchObject({ architecture: 'srresnet', resolution: 8 })
})

test('a size report alone draws nothing', async () => {
  const { code, stdout } = await generate('--size-report')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^architecture +srresnet, 8 x 8\nparameters +[\d,]+ trained, /)
  expect(await readdir(cli.work)).toEqual([])
})

test('draws with weights from a URL', async () => {
  const server = createServer(({ url = '' }, response) => {
    readFile(join(weights, url)).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const { code } = await cli.animegan('generate', '--weights', url, '--out', 'web.png')
    expect(code).toBe(0)
    await cli.expectRefusal(cli.animegan('generate', '--weights', `${url}/no/`), 1, /404 Not Found/)
  } finally {
    await new Promise((resolve) => server.close(resolve))
  }
})

test.each<[string, string[], number, RegExp]>([
  ['an unknown tag', ['--tags', 'blond hair'], 2, /unknown tag "blond hair".*"blonde hair"/],
  [
    'contradicting tags',
    ['--tags', 'blonde hair, black hair'],
    2,
    /"blonde hair" and "black hair" contradict/,
  ],
  [
    'a negative count',
    ['--count', '-1'],
    2,
    /--count: expected a whole number from 1 to 4096, but "-1" came/,
  ],
  ['a count that is no number', ['--count=many'], 2, /--count: expected a whole number.*"many"/],
  ['bad seeds', ['--seeds', '5-1'], 2, /--seeds: expected seeds and ranges like 1-16,85, but "5-1" came/],
  ['too many seeds', ['--seeds', '0-99999999999'], 2, /at most 4096 seeds/],
  ['a bad truncation', ['--truncation', '0'], 2, /--truncation: expected a number above 0, but "0" came/],
  ['a bad prior', ['--prior', 'flat'], 2, /--prior: expected one of uniform, corpus, but "flat" came/],
  [
    'a bad device',
    ['--device', 'tpu'],
    2,
    /--device: expected one of auto, cpu, webgpu, cuda, but "tpu" came/,
  ],
  ['an attribute that the weights lack', ['--attributes', 'year=2010'], 2, /no attribute "year"/],
  ['a dtype that the weights lack', ['--dtype', 'fp16'], 2, /no fp16 model; they come as fp32, int8/],
  [
    'flags that exclude each other',
    ['--seed', '1', '--seeds', '2'],
    2,
    /--seed and --seeds exclude each other/,
  ],
  ['a tag that is on and off', ['--with', 'hat', '--without', 'hat'], 2, /"hat" is in both/],
  ['vectors that are not there', ['--vectors', 'no.npy'], 2, /cannot read no\.npy: there is no such file/],
  ['another kind of picture', ['--out', 'faces.jpg'], 2, /--out: expected a \.png file, or a folder/],
  [
    'an output folder under a file',
    ['--out', 'file/faces.png'],
    1,
    /cannot write file\/faces\.png: a part of the/,
  ],
  ['a raw output under a file', ['--raw', 'file/r.npy'], 1, /cannot write file\/r\.npy/],
  ['an unknown option', ['--colums', '4'], 2, /unknown option --colums: did you mean "--columns"\?/],
  ['an option without its value', ['--count', '--json'], 2, /--count needs a value/],
  ['a switch with a value', ['--json=yes'], 2, /--json takes no value/],
  ['an option given twice', ['--seed', '1', '--seed', '2'], 2, /--seed is given twice/],
  ['a word too many', ['faces.png'], 2, /unexpected argument "faces\.png"/],
])('refuses %s', async (_, flags, code, message) => {
  await writeFile(join(cli.work, 'file'), '')
  await cli.expectRefusal(generate(...flags), code, message)
})

test.skipIf(!existsSync('/proc/self'))('refuses a place where nobody may write (needs /proc)', async () => {
  await cli.expectRefusal(
    generate('--out', '/proc/animegan/faces.png'),
    1,
    /cannot write \/proc\/animegan\/faces\.png/,
  )
})

test('refuses vectors of the wrong shape', async () => {
  await writeFile(join(cli.work, 'v.npy'), encodeNpy({ data: new Float32Array(6), shape: [2, 3] }))
  const message = new RegExp(
    `v\\.npy: shape \\(2, 3\\), expected \\(N, ${tinyLatentSize + tinyConditionSize}\\)`,
  )
  await cli.expectRefusal(generate('--vectors', 'v.npy', '--raw', 'r.npy'), 2, message)
})

test('refuses weights that are not there', async () => {
  await cli.expectRefusal(cli.animegan('generate', '--weights', 'nobody'), 1, /weights "nobody" not found/)
  await cli.expectRefusal(cli.animegan('generate', '--weights', './no/where'), 1, /there is no such folder/)
})

test('refuses weights whose hash is another', async () => {
  const corrupt = join(cli.root, 'corrupt')
  await cp(weights, corrupt, { recursive: true })
  const path = join(corrupt, 'model-fp32.onnx')
  const bytes = await readFile(path)
  bytes[200]! ^= 1
  await writeFile(path, bytes)
  const message = /model-fp32\.onnx is corrupt: SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}/
  await cli.expectRefusal(cli.animegan('generate', '--weights', corrupt), 1, message)
  await cli.expectRefusal(cli.animegan('weights', 'verify', corrupt), 1, message)
})

test.skipIf(process.platform === 'win32')('Ctrl-C stops it cleanly', async () => {
  const server = createServer(() => child.kill('SIGINT'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { child, finished } = cli.start(['generate', '--weights', `http://127.0.0.1:${port}/stalls/`])
  await cli.expectRefusal(finished, 130, /^animegan: stopped\n$/)
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

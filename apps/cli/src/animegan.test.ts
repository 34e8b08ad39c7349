import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeNpy, decodePng, encodeNpy, readPictureRecord } from '@animegan/runtime-node'
import { tinyConditionSize, tinyLatentSize, writeTinyWeights } from '@animegan/runtime-node/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'

// The built command, as a shell runs it.
const script = fileURLToPath(new URL('../bin/animegan.js', import.meta.url))

interface Finished {
  code: number | null
  stdout: string
  stderr: string
}

let root: string
let weights: string
/** Working folder of the command, new for each test. */
let work: string
let next = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'animegan-cli-'))
  weights = join(root, 'weights')
  await writeTinyWeights(weights)
})
afterAll(() => rm(root, { recursive: true, force: true }))
beforeEach(async () => {
  work = await mkdtemp(join(root, `work-${next++}-`))
})

function start(args: string[]) {
  const env = { ...process.env, ANIMEGAN_CACHE: join(root, 'cache'), ANIMEGAN_DEBUG: '' }
  const child = spawn(process.execPath, [script, ...args], { cwd: work, env })
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    output.stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    output.stderr += chunk
  })
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject).on('close', (code) => resolve({ code, ...output }))
  })
  return { child, finished }
}

const animegan = (...args: string[]): Promise<Finished> => start(args).finished
const generate = (...args: string[]): Promise<Finished> => animegan('generate', '--weights', weights, ...args)

/** Exit code, one line on stderr that matches, nothing on stdout, no stack, and no file that was not there before. */
async function expectRefusal(running: Promise<Finished>, code: number, message: RegExp): Promise<void> {
  const before = await readdir(work, { recursive: true })
  const { stdout, stderr, ...rest } = await running
  expect(stderr).toMatch(/^animegan: [^\n]+\n$/)
  expect(stderr).toMatch(message)
  expect(stderr).not.toMatch(/\bat .*:\d+:\d+|unexpected; ANIMEGAN_DEBUG/)
  expect({ ...rest, stdout }).toEqual({ code, stdout: '' })
  expect(await readdir(work, { recursive: true })).toEqual(before)
}

describe('generate', () => {
  test('draws a sheet, the same bytes twice, and records how', async () => {
    const flags = ['--tags', 'blonde hair, smile', '--seed', '7', '--count', '6', '--columns', '3']
    const first = await generate(...flags, '--out', 'new/faces.png')
    expect(first).toEqual({ code: 0, stdout: 'wrote new/faces.png: 6 faces\n', stderr: '' })
    await generate(...flags, '--out', 'again.png')
    const png = await readFile(join(work, 'new/faces.png'))
    expect(png.equals(await readFile(join(work, 'again.png')))).toBe(true)
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
    expect((await readdir(join(work, 'faces'))).sort()).toEqual(names)
    await generate('--seed', '85', '--out', 'one.png')
    const [alone, inFolder] = await Promise.all(
      ['one.png', 'faces/face-85.png'].map((name) => readFile(join(work, name))),
    )
    expect(decodePng(alone!).data).toEqual(decodePng(inFolder!).data)
  })

  test('draws given vectors to raw numbers, without a picture', async () => {
    const shape = [2, tinyLatentSize + tinyConditionSize]
    const data = Float32Array.from({ length: shape[0]! * shape[1]! }, (_, i) => Math.sin(i))
    await writeFile(join(work, 'v.npy'), encodeNpy({ data, shape }))
    const { code, stdout } = await generate('--vectors', 'v.npy', '--raw', 'r.npy')
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'wrote r.npy: 2 faces as numbers\n' })
    const raw = decodeNpy(await readFile(join(work, 'r.npy')), 'r.npy', { shape: [2, 3, 8, 8] })
    expect(raw.data.every((value) => value >= -1 && value <= 1)).toBe(true)
    expect((await readdir(work)).sort()).toEqual(['r.npy', 'v.npy'])
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
    expect(await readdir(work)).toEqual([])
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
      const { code } = await animegan('generate', '--weights', url, '--out', 'web.png')
      expect(code).toBe(0)
      await expectRefusal(animegan('generate', '--weights', `${url}/no/`), 1, /404 Not Found/)
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
    await writeFile(join(work, 'file'), '')
    await expectRefusal(generate(...flags), code, message)
  })

  test.skipIf(!existsSync('/proc/self'))('refuses a place where nobody may write (needs /proc)', async () => {
    await expectRefusal(
      generate('--out', '/proc/animegan/faces.png'),
      1,
      /cannot write \/proc\/animegan\/faces\.png/,
    )
  })

  test('refuses vectors of the wrong shape', async () => {
    await writeFile(join(work, 'v.npy'), encodeNpy({ data: new Float32Array(6), shape: [2, 3] }))
    const message = new RegExp(
      `v\\.npy: shape \\(2, 3\\), expected \\(N, ${tinyLatentSize + tinyConditionSize}\\)`,
    )
    await expectRefusal(generate('--vectors', 'v.npy', '--raw', 'r.npy'), 2, message)
  })

  test('refuses weights that are not there', async () => {
    await expectRefusal(animegan('generate', '--weights', 'nobody'), 1, /weights "nobody" not found/)
    await expectRefusal(animegan('generate', '--weights', './no/where'), 1, /there is no such folder/)
  })

  test('refuses weights whose hash is another', async () => {
    const corrupt = join(root, `corrupt-${next}`)
    await cp(weights, corrupt, { recursive: true })
    const path = join(corrupt, 'model-fp32.onnx')
    const bytes = await readFile(path)
    bytes[200]! ^= 1
    await writeFile(path, bytes)
    const message = /model-fp32\.onnx is corrupt: SHA-256 [0-9a-f]{64}, expected [0-9a-f]{64}/
    await expectRefusal(animegan('generate', '--weights', corrupt), 1, message)
    await expectRefusal(animegan('weights', 'verify', corrupt), 1, message)
  })

  test.skipIf(process.platform === 'win32')('Ctrl-C stops it cleanly', async () => {
    const server = createServer(() => child.kill('SIGINT'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const { child, finished } = start(['generate', '--weights', `http://127.0.0.1:${port}/stalls/`])
    await expectRefusal(finished, 130, /^animegan: stopped\n$/)
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
})

describe('demo', () => {
  test('draws 16 different faces, prints their tags, and repeats its bytes', async () => {
    const { code, stdout, stderr } = await animegan('demo', '--weights', weights)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^seed {2}tags\n1 +\w+/)
    expect(stdout).toMatch(/wrote out\/demo\.png: 16 faces[\s\S]*Try next:[\s\S]*generate --tags/)
    const first = await readFile(join(work, 'out/demo.png'))
    await animegan('demo', '--weights', weights)
    expect(first.equals(await readFile(join(work, 'out/demo.png')))).toBe(true)
    const { data, width } = decodePng(first)
    const faces = new Set<string>()
    for (let cell = 0; cell < 16; cell++) {
      const start = (Math.floor(cell / 4) * 8 * width + (cell % 4) * 8) * 4
      faces.add(data.subarray(start, start + 32).join())
    }
    expect(faces.size).toBe(16)
  })
})

describe('weights', () => {
  test('verify, info and list say what there is', async () => {
    const verified = await animegan('weights', 'verify', weights)
    expect(verified.stdout).toMatch(/^ok {2}model-fp32\.onnx .*\nok {2}model-int8\.onnx .*\n$/)
    const info = await animegan('weights', 'info', weights)
    expect(info.stdout).toMatch(
      /^weights +tiny 1\.0\.0\n[\s\S]*licence +MIT\n[\s\S]*tags \(34\): blonde hair, /,
    )
    const { stdout } = await animegan('weights', 'info', weights, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'animegan.weights/1', name: 'tiny' })
    expect(Array.isArray(JSON.parse((await animegan('weights', 'list', '--json')).stdout))).toBe(true)
  })
})

describe('command line', () => {
  test('unknown commands and options are refused with the nearest', async () => {
    await expectRefusal(animegan('genrate'), 2, /unknown command "genrate": did you mean "generate"\?/)
    await expectRefusal(animegan('paint'), 2, /unknown command "paint"; there are demo, generate, /)
    await expectRefusal(
      animegan('weights', 'inof'),
      2,
      /unknown command "inof": did you mean "info"\? .*weights --help/,
    )
    await expectRefusal(animegan('--verbose'), 2, /unknown option --verbose/)
  })

  test('dataset synthesize draws an image folder', async () => {
    const flags = ['--count', '3', '--size', '32', '--seed', '1', '--out', 'set']
    const { code, stdout } = await animegan('dataset', 'synthesize', ...flags)
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'wrote set: 3 pictures of 32 x 32 with metadata.jsonl\n',
    })
    const lines = (await readFile(join(work, 'set/metadata.jsonl'), 'utf8')).trim().split('\n')
    expect(lines.map((line) => JSON.parse(line).tags.length > 0)).toEqual([true, true, true])
  })

  test('dataset synthesize checks its flags before it starts', async () => {
    const synthesize = (...flags: string[]) => animegan('dataset', 'synthesize', ...flags)
    await expectRefusal(synthesize(), 2, /--out is needed/)
    await expectRefusal(
      synthesize('--out', 'd', '--count', '-5'),
      2,
      /--count: expected a whole number from 1/,
    )
    await writeFile(join(work, 'file'), '')
    await expectRefusal(synthesize('--out', 'file'), 1, /cannot write file\/metadata\.jsonl/)
  })

  test.each([
    [[], 'generate'],
    [['--help'], 'generate'],
    [['weights'], 'verify'],
    [['generate', '--help'], '--truncation'],
    [['demo', '-h'], 'animegan demo --seed'],
    [['weights', 'info', '--help'], 'animegan weights info'],
    [['dataset', 'synthesize', '--help'], '--size'],
  ])('%j prints help', async (args, expected) => {
    const { code, stdout, stderr } = await animegan(...args)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain(expected)
    expect(stdout).not.toContain('\u001b')
  })

  test('--version prints the version', async () => {
    expect((await animegan('--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})

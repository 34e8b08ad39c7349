import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { parseWeightsManifest } from '@animegan/core'
import { createGenerator, decodePng, drawSheet, encodePng, readPictureRecord } from '@animegan/runtime-node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packMember, type Tarball } from './tarballs'
import { publishable, readManifest, root } from './workspace'

const run = promisify(execFile)
const packages = publishable.filter(({ folder }) => existsSync(path.join(root, folder, 'manifest.json')))
const generators = packages.filter(({ folder }) => existsSync(path.join(root, folder, 'model-fp32.onnx')))

const read = (...parts: string[]) => readFileSync(path.join(root, ...parts))
const readWeightsManifest = (folder: string) => JSON.parse(read(folder, 'manifest.json').toString())

describe.each(packages.map(({ folder }) => folder))('%s', (folder) => {
  it('says the same of itself to npm and to AnimeGAN', () => {
    const { version, license } = readManifest(folder)
    expect(readWeightsManifest(folder)).toMatchObject({ version, licence: license })
  })
})

describe.each(generators.map(({ folder }) => folder))('%s', (folder) => {
  it('draws the faces on its card again: same seed, same face', async () => {
    const card = read(folder, 'images', 'faces.png')
    const { weights, settings, faces, columns } = readPictureRecord(card)!
    const manifest = parseWeightsManifest(readWeightsManifest(folder), folder)
    expect(manifest.files).toContainEqual(expect.objectContaining({ dtype: 'fp32', sha256: weights.sha256 }))

    const generator = await createGenerator({
      weights: path.join(root, folder),
      dtype: 'fp32',
      device: 'cpu',
    })
    const drawn = await generator.generate({ ...settings, seeds: faces.map(({ seed }) => seed!) })
    await generator.dispose()
    expect(drawn.map(({ tags }) => tags)).toEqual(faces.map(({ tags }) => tags))
    const before = decodePng(card).data
    const now = decodePng(encodePng(drawSheet(drawn, { columns }))).data
    expect(now.length).toBe(before.length)
    expect(
      before.reduce((most, value, i) => Math.max(most, Math.abs(value - now[i]!)), 0),
    ).toBeLessThanOrEqual(2)
  })
})

describe('weights that are published already', () => {
  const work = realpathSync(mkdtempSync(path.join(tmpdir(), 'animegan-published-')))
  const [kept, replaced] = generators
  let tarball: Tarball
  beforeAll(async () => {
    tarball = await packMember(kept!, work)
  })
  afterAll(() => rmSync(work, { recursive: true, force: true, maxRetries: 3 }))

  it('must not change within a minor version', async () => {
    // The registry has one package as it is here, and under the name of another, models that differ from those here.
    const names = [kept!, replaced!].map(({ manifest: { name } }) => name)
    const version = (name: string) =>
      packages.find(({ manifest }) => manifest.name === name)!.manifest.version!
    const server = createServer(({ url = '' }, response) => {
      if (url === '/tarball') return response.end(tarball.bytes)
      const name = decodeURIComponent(url.slice(1))
      if (!names.includes(name)) return response.writeHead(404).end('{}')
      const integrity = `sha512-${createHash('sha512').update(tarball.bytes).digest('base64')}`
      const dist = { tarball: `${address}/tarball`, integrity }
      const versions = { [version(name)]: { name, version: version(name), dist } }
      return response.end(JSON.stringify({ name, 'dist-tags': { latest: version(name) }, versions }))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const cache = path.join(work, 'npm')
    const env = { ...process.env, npm_config_registry: address, npm_config_cache: cache }
    const script = path.join(root, 'scripts', 'compare-published-weights.mjs')
    const failure = await run(process.execPath, [script], { env }).catch((error: unknown) => error)
    server.close()
    expect(failure).toMatchObject({
      code: 1,
      stdout: expect.stringContaining(`${names[0]} ${version(names[0]!)}: the models of`),
      stderr: expect.stringContaining(`${names[1]} ${version(names[1]!)}: model-fp32.onnx`),
    })
  })
})

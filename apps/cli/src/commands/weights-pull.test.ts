import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { writeTinyWeights } from '@animegan/runtime-node/testing'
import { create } from 'tar'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { useCommandLine } from '../testing/command-line.js'

const cli = useCommandLine()
const tarballs = new Map<string, Buffer>()
let server: Server
let address: string
/** What the registry says a tarball hashes to. */
let integrityOf: (bytes: Buffer) => string
/** What every request must bring, if anything. */
let authorization: string | undefined
/** Where the registry says that tarballs lie. */
let tarballsAt: string
/** What came with the last request for one. */
let shown: string | undefined

const sha512 = (bytes: Buffer) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`

/** Packs tiny weights as npm does: all files in the folder `package`. */
async function pack(version: string, spoil?: (folder: string) => Promise<void>): Promise<void> {
  const folder = join(cli.root, version, 'package')
  await mkdir(folder, { recursive: true })
  await writeTinyWeights(folder)
  await writeFile(join(folder, 'package.json'), JSON.stringify({ name: '@animegan/weights-pulled', version }))
  await spoil?.(folder)
  const file = join(cli.root, `${version}.tgz`)
  await create({ gzip: true, cwd: join(cli.root, version), file }, ['package'])
  tarballs.set(version, await readFile(file))
}

beforeAll(async () => {
  await pack('1.0.0')
  await pack('1.1.0')
  await pack('2.0.0', (folder) => rm(join(folder, 'model-int8.onnx')))
  server = createServer(({ url = '', headers }, response) => {
    const tarball = tarballs.get(url.slice(1))
    if (tarball) shown = headers.authorization
    const isGuarded = !tarball || tarballsAt === address
    if (isGuarded && authorization && headers.authorization !== authorization) {
      return response.writeHead(401).end()
    }
    if (tarball) return response.end(tarball)
    if (decodeURIComponent(url) !== '/@animegan/weights-pulled') return response.writeHead(404).end('{}')
    const versions = Object.fromEntries(
      [...tarballs].map(([version, bytes]) => [
        version,
        { version, dist: { tarball: tarballsAt + version, integrity: integrityOf(bytes) } },
      ]),
    )
    return response.end(JSON.stringify({ 'dist-tags': { latest: '1.1.0' }, versions }))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
})
afterAll(() => {
  vi.unstubAllEnvs()
  server.close()
})
beforeEach(() => {
  vi.stubEnv('npm_config_registry', address)
  integrityOf = sha512
  authorization = undefined
  tarballsAt = address
})

const pulled = () => join(cli.root, 'cache/node_modules/@animegan/weights-pulled')
const pull = (name: string) => cli.expectSuccess(cli.animegan('weights', 'pull', name))

test('gets a version, then another in its place; commands find it by its name', async () => {
  const folder = pulled()
  expect(await pull('pulled@^1.0.0 <1.1')).toBe(`@animegan/weights-pulled 1.0.0: ${folder}\n`)
  expect(await pull('pulled@1.0.0')).toBe(`@animegan/weights-pulled 1.0.0, as before: ${folder}\n`)
  expect(await pull('@animegan/weights-pulled')).toBe(
    `@animegan/weights-pulled 1.1.0, in place of 1.0.0: ${folder}\n`,
  )
  expect(await cli.expectSuccess(cli.animegan('weights', 'list'))).toMatch(
    /^pulled +1\.1\.0 +generator +@animegan\/weights-pulled +\//m,
  )
  expect(await cli.expectSuccess(cli.animegan('weights', 'verify', 'pulled'))).toMatch(/^ok {2}model-fp32/)
})

test('mends a package that was damaged', async () => {
  await pull('pulled')
  await writeFile(join(pulled(), 'model-fp32.onnx'), 'damaged')
  expect(await pull('pulled')).toContain('1.1.0, as before')
  await cli.expectSuccess(cli.animegan('weights', 'verify', 'pulled'))
  await writeFile(join(pulled(), 'package.json'), 'damaged')
  expect(await pull('pulled')).toBe(`@animegan/weights-pulled 1.1.0: ${pulled()}\n`)
  await cli.expectSuccess(cli.animegan('weights', 'verify', 'pulled'))
})

test('refuses what is not there or not whole, and keeps what it had', async () => {
  await pull('pulled')
  const refuse = (name: string, message: RegExp, code = 1) =>
    cli.expectRefusal(cli.animegan('weights', 'pull', name), code, message)
  await refuse('absent', /the registry has no @animegan\/weights-absent@latest.*check the name/)
  await refuse('pulled@9', /the registry has no @animegan\/weights-pulled@9/)
  await refuse('a/b', /expected the name of a weights package, .* got "a\/b"/, 2)
  await refuse('pulled@2.0.0', /model-int8\.onnx.*the file is missing/)
  integrityOf = () => 'sha512-other'
  await refuse('pulled@1.0.0', /but the registry says sha512-other; nothing was kept/)
  expect(JSON.parse(await readFile(join(pulled(), 'package.json'), 'utf8')).version).toBe('1.1.0')
  expect(await readdir(join(cli.root, 'cache/node_modules'))).toEqual(['@animegan'])
})

test('says where it cannot write', async () => {
  const cache = join(cli.root, 'cache')
  await rm(cache, { recursive: true, force: true })
  await writeFile(cache, 'a file in the place of the folder')
  await cli.expectRefusal(cli.animegan('weights', 'pull', 'pulled'), 1, /cannot write .*weights-pulled/)
  await rm(cache)
})

test('gives a registry behind a login the token that npm is set to, and no other server', async () => {
  authorization = 'Bearer secret'
  await cli.expectRefusal(cli.animegan('weights', 'pull', 'pulled@1.0.0'), 1, /the registry does not answer/)
  const settings = join(cli.work, 'npmrc')
  await writeFile(settings, `${address.replace('http:', '')}:_authToken=secret\n`)
  vi.stubEnv('npm_config_userconfig', settings)
  expect(await pull('pulled@1.0.0')).toContain('@animegan/weights-pulled 1.0.0')
  expect(shown).toBe(authorization)

  tarballsAt = address.replace('127.0.0.1', 'localhost')
  expect(await pull('pulled@1.1.0')).toContain('1.1.0, in place of 1.0.0')
  expect(shown).toBeUndefined()
})

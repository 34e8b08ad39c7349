import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AnimeganError, InvalidInputError } from '@animegan/core'
import { assertWritable, systemErrorCode, writeFileAtomic } from '@animegan/node-files'
import {
  findPulledModules,
  openWeightsOrTagger,
  type StreamDownloadOptions,
  streamDownload,
} from '@animegan/runtime-node'
import packageJson, { PackageNotFoundError, VersionNotFoundError } from 'package-json'
import registryAuthToken from 'registry-auth-token'
import registryUrl from 'registry-url'
import { extract } from 'tar'
import { listModelFiles } from './model-files.js'
import { writingTo } from './write-failure.js'

export interface PullWeightsOptions {
  signal?: AbortSignal | undefined
  /** Bytes of the package, so far and in all. */
  onProgress?: ((progress: { done: number; total: number | undefined }) => void) | undefined
}

/** A weights package as it lies among the pulled ones. */
export interface PulledWeights {
  packageName: string
  version: string
  folder: string
  /** The version that was there before: the same when there was nothing to do. */
  before: string | undefined
}

/**
 * Brings a weights package from the registry that npm is set to into the folder of pulled packages, where every command
 * finds it by name; no `node_modules` is touched. One version of a package is kept. The package is checked against the
 * registry's hash and its models against its manifest before it takes the place of the one before.
 *
 * `wanted`: short or full name, with a version or range after `@` if not the latest: `dahlia`, `dahlia@^1`.
 *
 * Throws `INVALID_OPTION`, `WEIGHTS_NOT_FOUND`, `WEIGHTS_CORRUPT`, `INVALID_MANIFEST`, `DOWNLOAD_FAILED`, `NOT_WRITABLE`,
 * `ABORTED`.
 */
export async function pullWeights(wanted: string, options: PullWeightsOptions = {}): Promise<PulledWeights> {
  const { name: packageName, range } = parsePackage(wanted)
  const { version, dist } = await findVersion(packageName, range)
  const modules = findPulledModules()
  const folder = join(modules, packageName)
  const before = await readVersion(folder)
  if (before === version && (await isIntact(folder))) return { packageName, version, folder, before }

  await assertWritable(join(folder, 'package.json'))
  await mkdir(dirname(folder), { recursive: true })
  const temporary = await mkdtemp(join(modules, '.pull-'))
  try {
    const tarball = join(temporary, 'package.tgz')
    const fresh = join(temporary, 'fresh')
    const url = new URL(dist.tarball)
    const headers = findCredentials(url, packageName)
    await receive(url, dist.integrity, tarball, { ...options, headers })
    await writingTo(modules, () => unpack(tarball, fresh))
    await verifyModels(fresh)
    await writingTo(modules, () => replaceFolder(folder, fresh, join(temporary, 'before')))
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
  return { packageName, version, folder, before }
}

/** Puts `fresh` in the place of `folder`, which goes to `aside`, and comes back if that fails. */
async function replaceFolder(folder: string, fresh: string, aside: string): Promise<void> {
  const wasThere = await rename(folder, aside).then(
    () => true,
    (error: unknown) => {
      if (systemErrorCode(error) === 'ENOENT') return false
      throw error
    },
  )
  try {
    await rename(fresh, folder)
  } catch (error) {
    if (wasThere) await rename(aside, folder)
    throw error
  }
}

function parsePackage(wanted: string): { name: string; range: string } {
  const [, name, range = 'latest'] = /^((?:@[^@/]+\/)?[^@/]+)(?:@(.+))?$/.exec(wanted) ?? []
  if (name === undefined) {
    throw new InvalidInputError(
      'INVALID_OPTION',
      `expected the name of a weights package, with or without a version, like dahlia or dahlia@0.1.0, got "${wanted}"`,
    )
  }
  return { name: name.startsWith('@') ? name : `@animegan/weights-${name}`, range }
}

async function findVersion(packageName: string, range: string) {
  try {
    return await packageJson(packageName, { version: range })
  } catch (error) {
    const { message } = error as Error
    const isMissing = error instanceof PackageNotFoundError || error instanceof VersionNotFoundError
    throw isMissing
      ? new AnimeganError(
          'WEIGHTS_NOT_FOUND',
          `the registry has no ${packageName}@${range}: ${message}; check the name`,
          { cause: error },
        )
      : new AnimeganError(
          'DOWNLOAD_FAILED',
          `the registry does not answer for ${packageName}: ${message}; check the network and npm's registry setting`,
          { cause: error },
        )
  }
}

/** What npm's settings say to send to the registry of a package; nothing to other servers, where it may let its files lie. */
function findCredentials(url: URL, packageName: string): Record<string, string> | undefined {
  const registry = new URL(registryUrl(packageName.split('/')[0]))
  const found = url.origin === registry.origin && registryAuthToken(url.href, { recursive: true })
  return found ? { authorization: `${found.type} ${found.token}` } : undefined
}

async function readVersion(folder: string): Promise<string | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')).version
  } catch {
    return undefined
  }
}

const isIntact = async (folder: string): Promise<boolean> =>
  verifyModels(folder).then(
    () => true,
    () => false,
  )

async function verifyModels(folder: string): Promise<void> {
  const { manifest, read } = await openWeightsOrTagger(folder)
  for (const file of listModelFiles(manifest)) await read(file)
}

/** Writes the package to `path` if it is what the registry says. */
async function receive(
  url: URL,
  integrity: string | undefined,
  path: string,
  options: StreamDownloadOptions,
): Promise<void> {
  const missing = { code: 'WEIGHTS_NOT_FOUND', remedy: 'the registry names a file that it does not have' }
  const hash = createHash('sha512')
  async function* read(): AsyncGenerator<Uint8Array> {
    for await (const chunk of streamDownload(url, { ...options, missing })) {
      hash.update(chunk)
      yield chunk
    }
    const came = `sha512-${hash.digest('base64')}`
    if (integrity?.split(' ').includes(came)) return
    throw new AnimeganError(
      'WEIGHTS_CORRUPT',
      `${url.href}: ${came}, but the registry says ${integrity ?? 'nothing'}; nothing was kept, try again later`,
    )
  }
  await writeFileAtomic(path, read())
}

/** A package has all its files in one folder, which goes. */
async function unpack(tarball: string, folder: string): Promise<void> {
  await mkdir(folder)
  const isPlain = (_: string, entry: object) =>
    'type' in entry && ['File', 'OldFile', 'Directory'].includes(String(entry.type))
  await pipeline(createReadStream(tarball), extract({ cwd: folder, strip: 1, filter: isPlain, strict: true }))
}

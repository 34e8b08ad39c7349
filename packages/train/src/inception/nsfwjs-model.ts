import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { AnimeganError, parseSchema } from '@animegan/core'
import type { io } from '@tensorflow/tfjs'
import * as z from 'zod/mini'
import { nsfwjsInception } from './nsfwjs-inception.js'

const packageJson = z.object({
  version: z.string(),
  exports: z.object({ [nsfwjsInception.subpath]: z.object({ import: z.string() }) }),
})

const asyncFunction = z.custom<() => Promise<unknown>>(
  (value) => typeof value === 'function',
  'expected a function',
)

const modelModule = z.object({
  InceptionV3Model: z.object({ modelJson: asyncFunction, weightBundles: z.array(asyncFunction) }),
})

const loadedJson = z.object({
  default: z.object({
    modelTopology: z.record(z.string(), z.json()),
    weightsManifest: z.array(z.object({ weights: z.array(z.custom<io.WeightsManifestEntry>()) })),
  }),
})

const loadedWeights = z.object({ default: z.string() })

/** The classifier, and the version of the package that it lay in. */
export interface NsfwjsModel {
  version: string
  artifacts: io.ModelArtifacts
}

/**
 * Reads the Inception v3 of the npm package nsfwjs from the modules that hold its weights; the package's own code is not loaded.
 *
 * @param from the folder that the package is installed in or above; by default the working folder, then this module's
 * Throws `WEIGHTS_NOT_FOUND` when the package is not installed, `WEIGHTS_UNKNOWN` when it holds something else.
 */
export async function readNsfwjsModel(from?: string): Promise<NsfwjsModel> {
  const folder = await findPackage(from)
  const parse = <T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> =>
    parseSchema(schema, value, (problems) => refuse(folder, problems))
  const { version, exports } = parse(
    packageJson,
    JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')),
  )
  const path = join(folder, exports[nsfwjsInception.subpath]!.import)
  const { InceptionV3Model: source } = parse(modelModule, await import(pathToFileURL(path).href))
  const json = (await source.modelJson()) as { default?: unknown }
  const { modelTopology, weightsManifest } = parse(loadedJson, json).default
  check(folder, 'modelJson', JSON.stringify(json.default))
  const parts: Buffer[] = []
  for (const load of source.weightBundles) {
    parts.push(Buffer.from(parse(loadedWeights, await load()).default, 'base64'))
  }
  const weightData = new Uint8Array(Buffer.concat(parts))
  check(folder, 'weights', weightData)
  const weightSpecs = weightsManifest.flatMap(({ weights }) => weights)
  return { version, artifacts: { modelTopology, weightSpecs, weightData: weightData.buffer } }
}

/** The nearest folder `node_modules/nsfwjs`, as Node's `import` looks for it. */
async function findPackage(from: string | undefined): Promise<string> {
  const starts =
    from === undefined ? [process.cwd(), dirname(fileURLToPath(import.meta.url))] : [resolve(from)]
  for (const start of starts) {
    for (let folder = start; ; folder = dirname(folder)) {
      const found = join(folder, 'node_modules/nsfwjs')
      if (existsSync(join(found, 'package.json'))) return found
      if (folder === dirname(folder)) break
    }
  }
  throw new AnimeganError(
    'WEIGHTS_NOT_FOUND',
    'the npm package nsfwjs, which holds this network, is not installed where it was looked for ' +
      `(from ${starts.join(' and ')}); install it with: ${nsfwjsInception.install}`,
  )
}

function check(
  folder: string,
  part: keyof typeof nsfwjsInception.sha256,
  content: string | Uint8Array,
): void {
  const sha256 = createHash('sha256').update(content).digest('hex')
  const expected = nsfwjsInception.sha256[part]
  if (sha256 === expected) return
  throw refuse(folder, `SHA-256 of ${part} is ${sha256}, expected ${expected}`)
}

function refuse(folder: string, problem: string): AnimeganError {
  return new AnimeganError(
    'WEIGHTS_UNKNOWN',
    `nsfwjs in ${folder} does not hold the network that is known here, as versions 4.3.0 and 4.4.0 do (${problem}); ` +
      'install one of these with: npm install nsfwjs@4.4.0',
  )
}

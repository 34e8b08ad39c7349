import * as z from 'zod/mini'
import { type Agreement, agreeing } from './agreement.js'
import { GeneratorSpec } from './architecture/generator-spec.js'
import { AnimeganError } from './errors.js'
import { parseSchema } from './parse-schema.js'
import { conditionSize, TagSchema } from './tags/tag-schema.js'

const Size = z.int().check(z.positive())

const storedFileShape = z.object({
  /** Relative to the manifest, inside its folder, with forward slashes. */
  path: z.string().check(
    z.minLength(1),
    z.refine(
      (path) => !/^[/\\]|^[a-z]+:|\\|(^|\/)\.\.(\/|$)/i.test(path),
      'expected a relative path inside the folder of the manifest',
    ),
  ),
  bytes: Size,
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/, 'expected 64 lower-case hexadecimal digits')),
})

const weightsFileShape = z.extend(storedFileShape, {
  /** How the numbers are stored; the model computes in 32-bit floats, or as its runtime likes. */
  dtype: z.enum(['fp32', 'fp16', 'int8']),
})

/** One file per precision. */
export const weightsFiles = z.array(weightsFileShape).check(
  z.minLength(1),
  z.refine(
    (files) => new Set(files.map(({ dtype }) => dtype)).size === files.length,
    'expected one file per dtype',
  ),
)

/** What is published beside the ONNX files: all that is needed to run them and to know where they come from. */
export const WeightsManifest = z
  .object({
    schema: z.literal('animegan.weights/1'),
    /** Short name, such as "amaryllis". */
    name: z.string().check(z.minLength(1)),
    version: z.string().check(z.minLength(1)),
    /** For people. */
    title: z.optional(z.string()),
    /** SPDX identifier where there is one. */
    licence: z.string().check(z.minLength(1)),
    /** Whom to name where the pictures are shown. */
    credit: z.optional(z.string()),
    architecture: GeneratorSpec,
    /** What the condition's entries mean, in order. */
    tags: TagSchema,
    /** Both float32, shape [N, size]. */
    inputs: z.object({
      latent: z.object({ name: z.literal('latent'), size: Size }),
      condition: z.object({ name: z.literal('condition'), size: z.int().check(z.nonnegative()) }),
    }),
    /** float32, shape [N, 3, resolution, resolution]. */
    output: z.object({
      name: z.literal('images'),
      layout: z.literal('NCHW'),
      channels: z.literal('RGB'),
      range: z.tuple([z.literal(-1), z.literal(1)]),
      resolution: Size,
    }),
    /** One model in several precisions. */
    files: weightsFiles,
    /** What training can go on from: both networks in 16-bit safetensors, norms not folded. No runtime needs it. */
    trainable: z.optional(storedFileShape),
    /** Where the weights come from: data, run, commit, steps. */
    provenance: z.record(z.string(), z.json()),
    /** What was measured of them. */
    metrics: z.record(z.string(), z.json()),
  })
  .check(agreeing(listAgreements))
export type WeightsManifest = z.infer<typeof WeightsManifest>
export type StoredFile = z.infer<typeof storedFileShape>
export type WeightsFile = z.infer<typeof weightsFileShape>
export type WeightsDtype = WeightsFile['dtype']

/**
 * Validates the manifest read from `source` (a path or address, for the message). Unknown keys are dropped.
 * Throws `INVALID_MANIFEST`, naming each wrong field, what came and what was expected.
 */
export function parseWeightsManifest(json: unknown, source: string): WeightsManifest {
  return parseSchema(
    WeightsManifest,
    json,
    (problems) =>
      new AnimeganError('INVALID_MANIFEST', `${source} is not a valid weights manifest: ${problems}`),
  )
}

/** Sizes that the manifest states twice. */
function listAgreements({ inputs, output, architecture, tags }: ManifestSizes): Agreement[] {
  const tagsSize = conditionSize(tags)
  return [
    ['inputs.latent.size', inputs.latent.size, architecture.latentSize, 'as in architecture.latentSize'],
    ['inputs.condition.size', inputs.condition.size, tagsSize, 'the number of tags and attributes'],
    ['architecture.conditionSize', architecture.conditionSize, tagsSize, 'the number of tags and attributes'],
    ['output.resolution', output.resolution, architecture.resolution, 'as in architecture.resolution'],
  ]
}

interface ManifestSizes {
  inputs: { latent: { size: number }; condition: { size: number } }
  output: { resolution: number }
  architecture: GeneratorSpec
  tags: TagSchema
}

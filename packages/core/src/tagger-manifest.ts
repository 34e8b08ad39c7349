import * as z from 'zod/mini'
import { type Agreement, agreeing } from './agreement.js'
import { TaggerSpec } from './architecture/tagger-spec.js'
import { AnimeganError } from './errors.js'
import { parseSchema } from './parse-schema.js'
import { TagSchema } from './tags/tag-schema.js'
import { weightsFiles } from './weights-manifest.js'

const Size = z.int().check(z.positive())

/** What stands beside the ONNX files of a tag estimator: all that is needed to feed it and to read what it says. */
export const TaggerManifest = z
  .object({
    schema: z.literal('animegan.tagger/1'),
    /** Short name. */
    name: z.string().check(z.minLength(1)),
    /** SPDX identifier where there is one. */
    licence: z.optional(z.string().check(z.minLength(1))),
    architecture: TaggerSpec,
    /** What the entries of the output `tags` mean, in order. It has no attributes. */
    tags: TagSchema,
    /** float32, shape [N, 3, resolution, resolution]; N is free. */
    input: z.object({
      name: z.literal('images'),
      layout: z.literal('NCHW'),
      channels: z.literal('RGB'),
      range: z.tuple([z.literal(-1), z.literal(1)]),
      resolution: Size,
    }),
    /** How a picture of any size becomes the input; the training pictures came the same way. */
    preprocessing: z.object({
      /** What is transparent is laid on this colour, as "#rrggbb". */
      background: z.string().check(z.regex(/^#[0-9a-f]{6}$/, 'expected a colour like "#ffffff"')),
      /** Scaled to cover the square, cropped about the middle. */
      fit: z.literal('cover'),
      /** The filter that scales, with antialiasing. */
      filter: z.literal('lanczos3'),
      /** Bytes 0 to 255 become byte * scale + offset. */
      scale: z.number().check(z.positive()),
      offset: z.number(),
    }),
    /** Both float32, shape [N, size]. */
    outputs: z.object({
      /** Probability of each tag, 0 to 1; those of an exclusive group sum to 1. */
      tags: z.object({ name: z.literal('tags'), size: Size }),
      /** What the network makes of the picture before it decides; for distances between pictures. */
      features: z.object({ name: z.literal('features'), size: Size }),
    }),
    /** One model in several precisions. */
    files: weightsFiles,
    /** Where the model comes from: data, seed, steps. */
    provenance: z.record(z.string(), z.json()),
    /** What was measured of it on pictures held out. */
    metrics: z.record(z.string(), z.json()),
  })
  .check(agreeing(listAgreements))
export type TaggerManifest = z.infer<typeof TaggerManifest>

/**
 * Validates the manifest read from `source` (a path or address, for the message). Unknown keys are dropped.
 * Throws `INVALID_MANIFEST`, naming each wrong field, what came and what was expected.
 */
export function parseTaggerManifest(json: unknown, source: string): TaggerManifest {
  return parseSchema(
    TaggerManifest,
    json,
    (problems) =>
      new AnimeganError('INVALID_MANIFEST', `${source} is not a valid tagger manifest: ${problems}`),
  )
}

/** Sizes that the manifest states twice. */
function listAgreements({ architecture, tags, input, outputs }: ManifestSizes): Agreement[] {
  const count = tags.tags.length
  return [
    ['architecture.tags', architecture.tags, count, 'the number of tags'],
    ['outputs.tags.size', outputs.tags.size, count, 'the number of tags'],
    ['outputs.features.size', outputs.features.size, architecture.features, 'as in architecture.features'],
    ['input.resolution', input.resolution, architecture.resolution, 'as in architecture.resolution'],
    ['tags.attributes.length', tags.attributes.length, 0, 'since a tagger estimates no attributes'],
  ]
}

interface ManifestSizes {
  architecture: TaggerSpec
  tags: TagSchema
  input: { resolution: number }
  outputs: { tags: { size: number }; features: { size: number } }
}

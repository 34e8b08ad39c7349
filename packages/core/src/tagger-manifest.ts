import * as z from 'zod/mini'
import { type Agreement, agreeing } from './agreement.js'
import { TaggerSpec } from './architecture/tagger-spec.js'
import { AnimeganError } from './errors.js'
import { parseSchema } from './parse-schema.js'
import { TagSchema } from './tags/tag-schema.js'
import { weightsFiles } from './weights-manifest.js'

const Size = z.int().check(z.positive())

const Name = z.string().check(z.minLength(1))

/** A number for all three channels, or one for each in the order of `input.channels`. */
const PerChannel = z.union(
  [z.number(), z.tuple([z.number(), z.number(), z.number()])],
  'expected a number, or one for each of the three channels',
)

const TagsOutput = z
  .object({
    name: Name,
    size: Size,
    /** Logits become probabilities by the logistic function, each on its own. */
    values: z._default(z.enum(['probabilities', 'logits']), 'probabilities'),
    /** The place of each tag of `tags` in the output. Without it, the output has the tags alone, in their order. */
    indices: z.optional(z.array(z.int().check(z.nonnegative()))),
  })
  .check(
    z.refine(({ size, indices = [] }) => indices.every((index) => index < size), {
      error: 'expected places below outputs.tags.size',
      path: ['indices'],
    }),
    z.refine(({ indices = [] }) => new Set(indices).size === indices.length, {
      error: 'expected every tag to have a place of its own',
      path: ['indices'],
    }),
  )

/**
 * What stands beside the ONNX files of a tag estimator, ours or another's: all that is needed to feed it and to read what
 * it says.
 */
export const TaggerManifest = z
  .object({
    schema: z.literal('animegan.tagger/1'),
    /** Short name. */
    name: Name,
    version: z.optional(Name),
    /** For people. */
    title: z.optional(Name),
    /** SPDX identifier where there is one. */
    licence: z.optional(Name),
    /** Whom to name. */
    credit: z.optional(Name),
    /** Of a tag estimator that `animegan train-tagger` trained. */
    architecture: z.optional(TaggerSpec),
    /** The tags that are read from the output `tags`. It has no attributes. */
    tags: TagSchema,
    /** float32, shape [N, 3, resolution, resolution] or [N, resolution, resolution, 3]; N is free or 1. */
    input: z.object({
      name: Name,
      layout: z.enum(['NCHW', 'NHWC']),
      channels: z.enum(['RGB', 'BGR']),
      resolution: Size,
    }),
    /** How a picture of any size becomes the input; the training pictures came the same way. */
    preprocessing: z.object({
      /** What is transparent, and what `contain` leaves free, has this colour, as "#rrggbb". */
      background: z.string().check(z.regex(/^#[0-9a-f]{6}$/, 'expected a colour like "#ffffff"')),
      /**
       * `cover`: scaled to cover the square, cropped about the middle; `contain`: scaled to lie in the square, about the
       * middle; `fill`: stretched to the square.
       */
      fit: z.enum(['cover', 'contain', 'fill']),
      /** The filter that scales, with antialiasing. `cubic` is Catmull-Rom. */
      filter: z.enum(['linear', 'cubic', 'mitchell', 'lanczos2', 'lanczos3']),
      /** Bytes 0 to 255 become byte * scale + offset. */
      scale: PerChannel,
      offset: PerChannel,
    }),
    /** Both float32, shape [N, size], or with axes of length 1 after it. */
    outputs: z.object({
      /** How likely it is that the picture has each tag. */
      tags: TagsOutput,
      /** What the network makes of the picture before it decides; for distances between pictures. */
      features: z.optional(
        z.object({
          name: Name,
          size: Size,
          /** Where a model of its own gives the features, from the same input: that model. Without it, `files` gives both. */
          files: z.optional(weightsFiles),
        }),
      ),
    }),
    /** One model in several precisions. */
    files: weightsFiles,
    /** Where the model comes from: data, seed, steps, address. */
    provenance: z._default(z.record(z.string(), z.json()), {}),
    /** What was measured of it on pictures held out. */
    metrics: z._default(z.record(z.string(), z.json()), {}),
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
  const { size, indices } = outputs.tags
  const agreements: Agreement[] = [
    indices === undefined
      ? ['outputs.tags.size', size, count, 'the number of tags']
      : ['outputs.tags.indices.length', indices.length, count, 'the number of tags'],
    ['tags.attributes.length', tags.attributes.length, 0, 'since a tagger estimates no attributes'],
  ]
  if (architecture === undefined) return agreements
  const { resolution, features } = architecture
  return [
    ...agreements,
    ['architecture.tags', architecture.tags, count, 'the number of tags'],
    ['input.resolution', input.resolution, resolution, 'as in architecture.resolution'],
    ['outputs.features.size', outputs.features?.size ?? features, features, 'as in architecture.features'],
  ]
}

interface ManifestSizes {
  architecture?: TaggerSpec | undefined
  tags: TagSchema
  input: { resolution: number }
  outputs: {
    tags: { size: number; indices?: number[] | undefined }
    features?: { size: number } | undefined
  }
}

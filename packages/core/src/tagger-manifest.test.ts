import { describe, expect, it } from 'vitest'
import { countFlops } from './architecture/flops.js'
import { listParameters } from './architecture/parameters.js'
import { parseTaggerSpec, type TaggerSpec } from './architecture/tagger-spec.js'
import { parseTaggerManifest, type TaggerManifest } from './tagger-manifest.js'
import { animeTags, animeTagsWithYear } from './tags/anime-tags.js'

const architecture: TaggerSpec = {
  kind: 'tagger',
  tags: 34,
  resolution: 64,
  stages: [
    { channels: 16, blocks: 0 },
    { channels: 24, blocks: 1 },
  ],
  features: 256,
  leak: 0.1,
}
const manifest: TaggerManifest = {
  schema: 'animegan.tagger/1',
  name: 'tiny',
  licence: 'CC0-1.0',
  architecture,
  tags: animeTags,
  input: { name: 'images', layout: 'NCHW', channels: 'RGB', resolution: 64 },
  preprocessing: { background: '#ffffff', fit: 'cover', filter: 'lanczos3', scale: 1 / 127.5, offset: -1 },
  outputs: {
    tags: { name: 'tags', size: 34, values: 'probabilities' },
    features: { name: 'features', size: 256 },
  },
  files: [{ dtype: 'fp32', path: 'tagger-fp32.onnx', bytes: 400, sha256: 'a'.repeat(64) }],
  provenance: { steps: 60 },
  metrics: { meanAveragePrecision: 0.98 },
}
const file = manifest.files[0]!
const { architecture: _, ...withoutArchitecture } = manifest

/** A manifest of someone else's network, where all is different that can be. */
const foreign: TaggerManifest = {
  ...withoutArchitecture,
  name: 'illustration2vec',
  input: { name: 'data', layout: 'NHWC', channels: 'BGR', resolution: 224 },
  preprocessing: {
    background: '#000000',
    fit: 'fill',
    filter: 'linear',
    scale: 1,
    offset: [-164.7614, -167.4786, -181.1384],
  },
  outputs: {
    tags: {
      name: 'prob',
      size: 1539,
      values: 'logits',
      indices: animeTags.tags.map((tag) => tag.illustration2vec!.index),
    },
    features: { name: 'encode1', size: 4096, files: [{ ...file, path: 'features.onnx' }] },
  },
}
const withIndices = (indices: unknown[]) => ({
  ...foreign,
  outputs: { tags: { ...foreign.outputs.tags, indices } },
})
const places = foreign.outputs.tags.indices!

describe('parseTaggerManifest', () => {
  it('takes a manifest through JSON and drops unknown keys', () => {
    const json = { ...JSON.parse(JSON.stringify(manifest)), addedLater: true }
    expect(parseTaggerManifest(json, 'manifest.json')).toEqual(manifest)
    const { licence, ...unlicensed } = manifest
    expect(parseTaggerManifest(unlicensed, 'manifest.json')).toEqual(unlicensed)
    expect(licence).toBe('CC0-1.0')
  })

  it('takes what the first taggers were written with', () => {
    const json = {
      ...manifest,
      input: { ...manifest.input, range: [-1, 1] },
      outputs: { ...manifest.outputs, tags: { name: 'tags', size: 34 } },
    }
    expect(parseTaggerManifest(json, 'manifest.json')).toEqual(manifest)
  })

  it('takes a network of another make, and little said about it', () => {
    expect(parseTaggerManifest(JSON.parse(JSON.stringify(foreign)), 'manifest.json')).toEqual(foreign)
    const { licence, provenance, metrics, outputs, ...few } = foreign
    const json = { ...few, outputs: { tags: outputs.tags } }
    expect(parseTaggerManifest(json, 'manifest.json')).toEqual({ ...json, provenance: {}, metrics: {} })
    expect([licence, provenance, metrics]).not.toContain(undefined)
  })

  it.each<[unknown, string]>([
    [null, 'expected object; got null'],
    [
      { ...manifest, schema: 'animegan.weights/1' },
      'schema: expected "animegan.tagger/1"; got "animegan.weights/1"',
    ],
    [{ ...manifest, name: '' }, 'name: '],
    [
      { ...manifest, architecture: { ...architecture, features: '256' } },
      'architecture.features: expected number; got "256"',
    ],
    [
      { ...manifest, architecture: { ...architecture, tags: 33 } },
      'architecture.tags: expected 34, the number of tags',
    ],
    [
      { ...manifest, outputs: { ...manifest.outputs, tags: { ...manifest.outputs.tags, size: 35 } } },
      'outputs.tags.size: expected 34, the number of tags; got 35',
    ],
    [
      { ...manifest, outputs: { ...manifest.outputs, features: { name: 'features', size: 128 } } },
      'outputs.features.size: expected 256, as in architecture.features; got 128',
    ],
    [
      { ...manifest, input: { ...manifest.input, resolution: 32 } },
      'input.resolution: expected 64, as in architecture.resolution; got 32',
    ],
    [
      { ...manifest, input: { ...manifest.input, layout: 'CHWN' } },
      'input.layout: expected one of "NCHW"|"NHWC"; got "CHWN"',
    ],
    [
      { ...manifest, preprocessing: { ...manifest.preprocessing, background: 'white' } },
      'preprocessing.background: expected a colour like "#ffffff"; got "white"',
    ],
    [
      { ...manifest, preprocessing: { ...manifest.preprocessing, offset: [1, 2] } },
      'preprocessing.offset: expected a number, or one for each of the three channels; got [1,2]',
    ],
    [
      { ...manifest, preprocessing: { ...manifest.preprocessing, filter: 'nearest' } },
      'preprocessing.filter: expected one of "linear"|"cubic"|"mitchell"|"lanczos2"|"lanczos3"; got "nearest"',
    ],
    [withIndices(places.slice(1)), 'outputs.tags.indices.length: expected 34, the number of tags; got 33'],
    [
      withIndices([1539, ...places.slice(1)]),
      'outputs.tags.indices: expected places below outputs.tags.size',
    ],
    [
      withIndices([places[1], ...places.slice(1)]),
      'outputs.tags.indices: expected every tag to have a place of its own',
    ],
    [
      { ...manifest, tags: animeTagsWithYear },
      'tags.attributes.length: expected 0, since a tagger estimates no attributes',
    ],
    [{ ...manifest, files: [] }, 'files: '],
    [{ ...manifest, files: [file, file] }, 'files: expected one file per dtype'],
    [{ ...manifest, files: [{ ...file, sha256: 'abc' }] }, 'files[0].sha256: expected 64 lower-case'],
    [{ ...manifest, files: [{ ...file, path: '../x.onnx' }] }, 'files[0].path: expected a relative path'],
  ])('says what is wrong: %#', (json, message) => {
    expect(() => parseTaggerManifest(json, 'dir/manifest.json')).toThrow(message)
    expect(() => parseTaggerManifest(json, 'dir/manifest.json')).toThrow(
      expect.objectContaining({
        code: 'INVALID_MANIFEST',
        message: expect.stringContaining('dir/manifest.json is not a valid tagger manifest: '),
      }),
    )
  })
})

describe('parseTaggerSpec', () => {
  it('takes a spec, whose layers can be listed and counted', () => {
    expect(parseTaggerSpec(architecture, 's')).toEqual(architecture)
    expect(listParameters(architecture).map(({ name, shape }) => `${name} ${shape}`)).toEqual([
      'stages.0.down.weight 3,3,3,16',
      'stages.0.down.bias 16',
      'stages.1.down.weight 3,3,16,24',
      'stages.1.down.bias 24',
      'stages.1.blocks.0.conv1.weight 3,3,24,24',
      'stages.1.blocks.0.conv1.bias 24',
      'stages.1.blocks.0.conv2.weight 3,3,24,24',
      'stages.1.blocks.0.conv2.bias 24',
      'features.weight 6144,256',
      'features.bias 256',
      'tags.weight 256,34',
      'tags.bias 34',
    ])
    const products = 32 ** 2 * 27 * 16 + 16 ** 2 * 9 * 24 * (16 + 2 * 24) + 6144 * 256 + 256 * 34
    expect(countFlops(architecture)).toBe(2 * products)
  })

  it.each<[object, string]>([
    [{ resolution: 63 }, 'expected a resolution that every stage can halve'],
    [{ stages: [] }, 'stages: '],
    [{ tags: 0 }, 'tags: '],
    [{ leak: 1 }, 'leak: '],
    [{ depth: 3 }, 'unknown key "depth"'],
  ])('refuses %j', (change, message) => {
    expect(() => parseTaggerSpec({ ...architecture, ...change }, 's.json')).toThrow(
      expect.objectContaining({ code: 'INVALID_SPEC', message: expect.stringContaining(message) }),
    )
  })
})

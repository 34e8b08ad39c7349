import { describe, expect, it } from 'vitest'
import { architecturePresets } from './architecture/presets.js'
import { animeTags } from './tags/anime-tags.js'
import { parseWeightsManifest, type WeightsManifest } from './weights-manifest.js'

const manifest: WeightsManifest = {
  schema: 'animegan.weights/1',
  name: 'tiny',
  version: '1.0.0',
  licence: 'MIT',
  architecture: architecturePresets['tiny-32'].generator,
  tags: animeTags,
  inputs: { latent: { name: 'latent', size: 128 }, condition: { name: 'condition', size: 34 } },
  output: { name: 'images', layout: 'NCHW', channels: 'RGB', range: [-1, 1], resolution: 32 },
  files: [{ dtype: 'fp32', path: 'onnx/fp32.onnx', bytes: 400, sha256: 'a'.repeat(64) }],
  provenance: { steps: 60, data: { name: 'synthetic' } },
  metrics: { fid: null },
}
const file = manifest.files[0]!

describe('parseWeightsManifest', () => {
  it('takes a manifest through JSON and drops unknown keys', () => {
    const json = { ...JSON.parse(JSON.stringify(manifest)), addedLater: true }
    expect(parseWeightsManifest(json, 'manifest.json')).toEqual(manifest)
  })

  it.each([
    [null, 'expected object; got null'],
    [
      { ...manifest, schema: 'animegan.weights/2' },
      'schema: expected "animegan.weights/1"; got "animegan.weights/2"',
    ],
    [{ ...manifest, licence: undefined }, 'licence: expected string; got nothing'],
    [
      { ...manifest, architecture: { ...manifest.architecture, blocks: '2' } },
      'architecture.blocks: expected number; got "2"',
    ],
    [{ ...manifest, files: [] }, 'files: '],
    [{ ...manifest, files: [file, file] }, 'files: expected one file per dtype'],
    [
      { ...manifest, files: [{ ...file, dtype: 'fp8' }] },
      'files[0].dtype: expected one of "fp32"|"fp16"|"int8"; got "fp8"',
    ],
    [
      { ...manifest, files: [{ ...file, sha256: 'abc' }] },
      'files[0].sha256: expected 64 lower-case hexadecimal digits; got "abc"',
    ],
    [{ ...manifest, files: [{ ...file, path: '../x.onnx' }] }, 'files[0].path: expected a relative path'],
    [{ ...manifest, files: [{ ...file, path: '/x.onnx' }] }, 'files[0].path: expected a relative path'],
    [{ ...manifest, files: [{ ...file, path: 'C:\\x.onnx' }] }, 'files[0].path: expected a relative path'],
    [
      { ...manifest, output: { ...manifest.output, channels: 'BGR' } },
      'output.channels: expected "RGB"; got "BGR"',
    ],
    [
      { ...manifest, output: { ...manifest.output, resolution: 64 } },
      'output.resolution: expected 32, as in architecture.resolution; got 64',
    ],
    [
      { ...manifest, tags: { ...animeTags, tags: animeTags.tags.slice(1) } },
      'inputs.condition.size: expected 33, the number of tags and attributes; got 34',
    ],
    [
      { ...manifest, inputs: { ...manifest.inputs, latent: { name: 'latent', size: 100 } } },
      'inputs.latent.size: expected 128, as in architecture.latentSize; got 100',
    ],
  ])('says what is wrong: %#', (json, message) => {
    expect(() => parseWeightsManifest(json, 'dir/manifest.json')).toThrow(message)
    expect(() => parseWeightsManifest(json, 'dir/manifest.json')).toThrow('dir/manifest.json is not a valid')
    expect(() => parseWeightsManifest(json, 'x')).toThrow(
      expect.objectContaining({ code: 'INVALID_MANIFEST' }),
    )
  })
})

import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type TaggerManifest, throwIfAborted } from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { env, io, type LayersModel, loadLayersModel } from '@tensorflow/tfjs'
import { storeFile } from '../export/store-file.js'
import { nsfwjsInception, nsfwjsPreprocessing, nsfwjsTags } from './nsfwjs-inception.js'
import { readNsfwjsModel } from './nsfwjs-model.js'
import { recordClassifier } from './record-classifier.js'

export interface ConvertNsfwjsInceptionOptions {
  /** The folder that the npm package nsfwjs is installed in or above. Default: the working folder, then where this package lies. */
  from?: string | undefined
  /** Folder to write, made when absent. */
  out: string
  signal?: AbortSignal | undefined
  /** Called after each of three steps: the network read, then each precision written. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

const precisions = ['fp32', 'fp16'] as const

/**
 * Converts the Inception v3 of the npm package nsfwjs into a feature extractor for any ONNX runtime: `inception-fp32.onnx`,
 * `inception-fp16.onnx`, and last manifest.json. The package must be installed.
 *
 * The models take `images` [N, 3, 299, 299], red first, 0 to 1, and compute in float32. They give `features` [N, 2048], the means of
 * the last maps, and `tags` [N, 5], the probabilities of the package's five classes, which add up to 1.
 *
 * Throws `WEIGHTS_NOT_FOUND` when the package is not installed, `WEIGHTS_UNKNOWN` when it holds another network, `ABORTED`.
 *
 * @example
 * const manifest = await convertNsfwjsInception({ out: 'nsfwjs-inception' })
 */
export async function convertNsfwjsInception({
  from,
  out,
  signal,
  onProgress,
}: ConvertNsfwjsInceptionOptions): Promise<TaggerManifest> {
  let done = 0
  const step = (): void => {
    onProgress?.({ done: ++done, total: 1 + precisions.length })
    throwIfAborted(signal, 'conversion of the Inception of nsfwjs')
  }
  throwIfAborted(signal, 'conversion of the Inception of nsfwjs')
  const { version, artifacts } = await readNsfwjsModel(from)
  const classifier = await openClassifier(artifacts)
  try {
    step()
    await mkdir(out, { recursive: true })
    const { featureLayer } = nsfwjsInception
    const files: TaggerManifest['files'] = []
    for (const dtype of precisions) {
      const model = recordClassifier(classifier, { featureLayer, dtype })
      files.push({ dtype, ...(await storeFile(out, `inception-${dtype}.onnx`, model)) })
      step()
    }
    const manifest = describeInception(files, version)
    await writeFileAtomic(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
    return manifest
  } finally {
    classifier.dispose()
  }
}

/** Without the advertisement that TensorFlow.js prints when it first holds a tensor in Node. */
async function openClassifier(artifacts: io.ModelArtifacts): Promise<LayersModel> {
  const before = env().getBool('PROD')
  env().set('PROD', true)
  try {
    return await loadLayersModel(io.fromMemory(artifacts))
  } finally {
    env().set('PROD', before)
  }
}

function describeInception(files: TaggerManifest['files'], version: string): TaggerManifest {
  const { name, licence, credit, source, sha256, resolution, features } = nsfwjsInception
  return {
    schema: 'animegan.tagger/1',
    name,
    licence,
    tags: nsfwjsTags,
    input: { name: 'images', layout: 'NCHW', channels: 'RGB', resolution },
    preprocessing: nsfwjsPreprocessing,
    outputs: {
      tags: { name: 'tags', size: nsfwjsTags.tags.length, values: 'probabilities' },
      features: { name: 'features', size: features },
    },
    files,
    provenance: {
      credit,
      source,
      package: `nsfwjs@${version}`,
      sha256: { ...sha256 },
      changes: ['converted from TensorFlow.js, with weights of 8 bits, to ONNX', 'features made an output'],
    },
    metrics: {},
  }
}

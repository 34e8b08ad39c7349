import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import {
  AnimeganError,
  type StoredFile,
  type TaggerManifest,
  type TagSchema,
  throwIfAborted,
} from '@animegan/core'
import { writeFileAtomic } from '@animegan/node-files'
import { recordOnnx } from '@animegan/tfjs-onnx'
import { sigmoid, type Tensor, type Tensor4D } from '@tensorflow/tfjs'
import { storeFile } from '../export/store-file.js'
import { imageOrder } from '../steps/step.js'
import { type TaggerPrecision, taggerStorages } from '../tagger/write-tagger.js'
import { applyCaffeNet } from './apply-caffe-net.js'
import { type CaffeNet, readCaffeNet } from './caffe-net.js'
import { illustration2vec, illustration2vecPreprocessing } from './illustration2vec.js'
import { locateTags } from './tag-list.js'

export interface ConvertIllustration2VecOptions {
  /** Path of `illust2vec_tag_ver200.caffemodel`. */
  tagNet: string
  /** Path of `illust2vec_ver200.caffemodel`. */
  featureNet: string
  /** Path of `tag_list.json`, gzipped or not. */
  tagList: string
  /** The tags to read, each with its `illustration2vec`. */
  tags: TagSchema
  /** Folder to write, made when absent. */
  out: string
  signal?: AbortSignal | undefined
  /** Called after each of four steps: one net read, and written, then the other. */
  onProgress?: ((progress: { done: number; total: number }) => void) | undefined
}

/**
 * Converts the published Caffe models of {@link illustration2vec} into a tag estimator for any ONNX runtime:
 * `tags-fp32.onnx`, `tags-fp16.onnx`, `features-fp16.onnx`, and last manifest.json. Needs 2 GB of memory.
 *
 * Both nets take `images` [N, 3, 224, 224] as `illustration2vecPreprocessing` says, and compute in float32. They give `tags`
 * [N, 1539], probabilities, and `features` [N, 4096], encode1 before its logistic function.
 *
 * Throws `WEIGHTS_NOT_FOUND`, `WEIGHTS_UNKNOWN` for a file of another kind or net, `WEIGHTS_CORRUPT` for a damaged one, `ABORTED`.
 *
 * @example
 * const nets = { tagNet: 'illust2vec_tag_ver200.caffemodel', featureNet: 'illust2vec_ver200.caffemodel' }
 * await convertIllustration2Vec({ ...nets, tagList: 'tag_list.json', tags: animeTags, out: 'illustration2vec' })
 */
export async function convertIllustration2Vec({
  tagNet,
  featureNet,
  tagList,
  tags,
  out,
  signal,
  onProgress,
}: ConvertIllustration2VecOptions): Promise<TaggerManifest> {
  let done = 0
  const step = (): void => {
    onProgress?.({ done: ++done, total: 4 })
    throwIfAborted(signal, 'conversion of Illustration2Vec')
  }
  const indices = locateTags(tags, await readSource(tagList), tagList)
  await mkdir(out, { recursive: true })
  const tagModel = await convertNet(
    { path: tagNet, name: 'tags', precisions: ['fp32', 'fp16'], apply: estimateTags },
    out,
    step,
  )
  const featureModel = await convertNet(
    { path: featureNet, name: 'features', precisions: ['fp16'], apply: extractFeatures },
    out,
    step,
  )
  const { name, licence, credit, source, resolution } = illustration2vec
  const manifest: TaggerManifest = {
    schema: 'animegan.tagger/1',
    name,
    licence,
    tags,
    input: { name: 'images', layout: 'NCHW', channels: 'BGR', resolution },
    preprocessing: illustration2vecPreprocessing,
    outputs: {
      tags: { name: 'tags', size: illustration2vec.tags, values: 'probabilities', indices },
      features: { name: 'features', size: illustration2vec.features, files: featureModel.files },
    },
    files: tagModel.files,
    provenance: {
      credit,
      source,
      files: [tagModel.source, featureModel.source].map((file) => ({ ...file })),
      changes: ['converted from Caffe to ONNX', 'layers that only training needs left out'],
    },
    metrics: {},
  }
  await writeFileAtomic(join(out, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** The mean of each tag's map, through the logistic function. */
function estimateTags(net: CaffeNet, images: Tensor4D): Tensor {
  const { tagLayer, tags } = illustration2vec
  const maps = applyCaffeNet(net, tagLayer, images)
  demandSize(net, tagLayer, maps, [7, 7, tags])
  return sigmoid(maps.mean([1, 2]))
}

function extractFeatures(net: CaffeNet, images: Tensor4D): Tensor {
  const { featureLayer, features } = illustration2vec
  const vectors = applyCaffeNet(net, featureLayer, images)
  demandSize(net, featureLayer, vectors, [features])
  return vectors
}

function demandSize({ file }: CaffeNet, layer: string, { shape }: Tensor, expected: number[]): void {
  const came = shape.slice(1)
  if (String(came) === String(expected)) return
  throw new AnimeganError(
    'WEIGHTS_UNKNOWN',
    `${file}: layer "${layer}" gives [${came.join(', ')}], expected [${expected.join(', ')}]; get the file from ` +
      illustration2vec.source,
  )
}

interface NetToConvert {
  path: string
  /** Of its output. */
  name: string
  precisions: readonly TaggerPrecision[]
  apply(net: CaffeNet, images: Tensor4D): Tensor
}

/** Writes a net as ONNX, one file for each precision. Here alone are its weights held, so that they go before the next's come. */
async function convertNet(
  { path, name, precisions, apply }: NetToConvert,
  out: string,
  step: () => void,
): Promise<{ source: StoredFile; files: TaggerManifest['files'] }> {
  const { net, source } = await openNet(path)
  step()
  const side = illustration2vec.resolution
  const files: TaggerManifest['files'] = []
  for (const dtype of precisions) {
    const { bytes } = recordOnnx(
      ({ images }) => ({ [name]: apply(net, images as Tensor4D) }),
      { images: { shape: ['batch', side, side, 3], order: imageOrder } },
      { producer: 'animegan', storage: taggerStorages[dtype] },
    )
    files.push({ dtype, ...(await storeFile(out, `${name}-${dtype}.onnx`, bytes)) })
  }
  step()
  return { source, files }
}

async function openNet(path: string): Promise<{ net: CaffeNet; source: StoredFile }> {
  const bytes = await readSource(path)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const source = { path: basename(path), bytes: bytes.length, sha256 }
  return { net: readCaffeNet(bytes, path), source }
}

async function readSource(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw new AnimeganError(
      'WEIGHTS_NOT_FOUND',
      `cannot read ${path}: ${(error as Error).message}; get it from ${illustration2vec.source}`,
      { cause: error },
    )
  }
}

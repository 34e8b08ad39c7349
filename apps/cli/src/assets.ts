import { join } from 'node:path'
import { animeTags, InvalidInputError } from '@animegan/core'
import { suggest } from './suggestion.js'

/** A file of an asset, as it is published. */
export interface AssetFile {
  /** Its name in the cache, in `--out` and in a folder given with `--from`. */
  name: string
  /** Where it is published; under its name and `.gz` when it is gzipped there. */
  url: string
  /** How large it is, where known. */
  bytes?: number
  /** Of the file unpacked, in hexadecimal. Without it, what comes first is trusted, recorded, and from then on expected. */
  sha256?: string
}

/**
 * What is made of an asset's files once they are here, such as a conversion to ONNX: that is the asset then. The files stay in the
 * cache, to be prepared again.
 */
export interface AssetPreparation {
  /** Raised when the code makes something else of the same files. */
  version: number
  /** Names of the files that it makes, in the folder of the asset. */
  makes: readonly string[]
  /**
   * Makes them. Import what is heavy in here. An error whose code begins with `WEIGHTS_` says that the files are not what they
   * should be, so that those are no longer trusted which were only because they came first.
   */
  prepare(folder: string, options: AssetPreparationOptions): Promise<void>
}

interface AssetPreparationOptions {
  /** As in `FetchAssetOptions`; for an asset of an npm package. */
  from: string | undefined
  signal: AbortSignal | undefined
  onProgress?: ((progress: { done: number; total?: number | undefined }) => void) | undefined
}

/** Something of other people's that a command needs and that this project does not contain. */
export interface Asset {
  name: string
  /** What it is for, in one line. */
  description: string
  /** SPDX identifier, or `unknown`. */
  licence: string
  /** Whom to name. */
  credit: string
  /** Where people read about it. */
  page: string
  files: readonly AssetFile[]
  /** Name of the npm package that `preparation` reads in place of `files`. It is never fetched: people install it. */
  package?: string
  preparation?: AssetPreparation
}

const illustration2vecRelease = 'https://github.com/rezoo/illustration2vec/releases/download/v2.0.0'

/** Everything that `animegan assets get` knows. */
export const assets: readonly Asset[] = [
  {
    name: 'lbpcascade',
    description: "finds anime faces, with OpenCV's cascade classifier: animegan dataset detect",
    licence: 'MIT',
    credit: 'nagadomi',
    page: 'https://github.com/nagadomi/lbpcascade_animeface',
    files: [
      {
        name: 'lbpcascade_animeface.xml',
        url: 'https://raw.githubusercontent.com/nagadomi/lbpcascade_animeface/master/lbpcascade_animeface.xml',
        bytes: 246_945,
        sha256: '9376d30ac38db6bda2a68b88b3b76bbd7e6aa33af47f7f5c76bc88ca75f1ce30',
      },
    ],
  },
  {
    name: 'illustration2vec',
    description: 'tells the tags of pictures, and vectors to compare them by',
    licence: 'MIT',
    credit: 'Masaki Saito and Yusuke Matsui',
    page: 'https://github.com/rezoo/illustration2vec',
    files: [
      { name: 'tag_list.json', url: `${illustration2vecRelease}/tag_list.json.gz` },
      ...['illust2vec_tag_ver200.caffemodel', 'illust2vec_ver200.caffemodel'].map((name) => ({
        name,
        url: `${illustration2vecRelease}/${name}`,
      })),
    ],
    preparation: {
      version: 1,
      makes: ['manifest.json', 'tags-fp32.onnx', 'tags-fp16.onnx', 'features-fp16.onnx'],
      async prepare(folder, { signal, onProgress }) {
        const { convertIllustration2Vec } = await import('@animegan/train')
        await convertIllustration2Vec({
          tagNet: join(folder, 'illust2vec_tag_ver200.caffemodel'),
          featureNet: join(folder, 'illust2vec_ver200.caffemodel'),
          tagList: join(folder, 'tag_list.json'),
          tags: animeTags,
          out: folder,
          signal,
          onProgress,
        })
      },
    },
  },
  {
    name: 'nsfwjs-inception',
    description: 'gives vectors to compare pictures by: animegan evaluate',
    licence: 'MIT',
    credit: 'NSFW JS (Infinite Red, Inc.) and the nsfw_model of Gant Laborde',
    page: 'https://github.com/infinitered/nsfwjs',
    files: [],
    package: 'nsfwjs',
    preparation: {
      version: 1,
      makes: ['manifest.json', 'inception-fp32.onnx', 'inception-fp16.onnx'],
      async prepare(folder, options) {
        const { convertNsfwjsInception } = await import('@animegan/train')
        await convertNsfwjsInception({ out: folder, ...options })
      },
    },
  },
]

/** The asset of a name. Throws `INVALID_OPTION`, which lists what there is. */
export function getAsset(name: string): Asset {
  const found = assets.find((asset) => asset.name === name)
  if (found) return found
  const names = assets.map((asset) => asset.name)
  throw new InvalidInputError(
    'INVALID_OPTION',
    `there is no asset "${name}"${suggest(name, names) || `; expected one of ${names.join(', ')}`}`,
  )
}

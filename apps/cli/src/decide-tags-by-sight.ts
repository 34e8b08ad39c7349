import { type InferenceSession, InvalidInputError } from '@animegan/core'
import type { DecidedBySight, TrainedTagger } from '@animegan/train'
import { findFeatureFolder } from './feature-folder.js'
import { readSeenTags } from './seen-tags.js'
import { createTerminalProgress } from './terminal-progress.js'

export interface DecideTagsBySightOptions {
  /** Folders of data sets, and the file that says what people saw in their pictures. */
  data: readonly string[]
  seen: string
  trained: TrainedTagger
  /** The model of what was trained, and its SHA-256. */
  session: InferenceSession
  modelSha256: string
  signal: AbortSignal
}

/** Pictures, evenly from all data, among which those are found that surely lack a tag. */
const otherPictures = 4000

/** {@link decideBySight} on pictures of data sets. Throws as it, `readSeenTags` and `extractFeatures` do. */
export async function decideTagsBySight(options: DecideTagsBySightOptions): Promise<DecidedBySight> {
  const { data, trained, session, modelSha256, signal } = options
  const { createFeatureExtractor, extractFeatures, readRecords } = await import('@animegan/dataset')
  const { decideBySight, describeTaggerInterface } = await import('@animegan/train')
  const sets = await Promise.all(
    data.map(async (folder) => (await readRecords(folder)).map((record) => ({ folder, record }))),
  )
  const pictures = sets.flat()
  const seen = await readSeenTags(options.seen, pictures)
  const { config, parameters } = trained
  const manifest = {
    ...{ schema: 'animegan.tagger/1' as const, name: 'tagger', files: [], provenance: {}, metrics: {} },
    ...describeTaggerInterface(config),
  }
  const extractor = createFeatureExtractor({ manifest, session })
  const onProgress = createTerminalProgress('features')
  const size = config.network.features
  /** Of pictures that are sorted by folder, in the order of `data`. */
  const extract = async (sorted: typeof pictures): Promise<Float32Array> => {
    const gathered = new Float32Array(sorted.length * size)
    let row = 0
    for (const folder of data) {
      const records = sorted.filter((picture) => picture.folder === folder).map(({ record }) => record)
      const cache = await findFeatureFolder(folder)
      const { features, rejects } = await extractFeatures(records, {
        ...{ folder, extractor, modelSha256, cache, signal, onProgress },
      })
      const [reject] = rejects
      if (reject)
        throw new InvalidInputError('INVALID_DATA', `${reject.name}: ${reject.detail ?? reject.reason}`)
      gathered.set(features, row * size)
      row += records.length
    }
    return gathered
  }
  try {
    const stride = Math.max(1, Math.floor(pictures.length / otherPictures))
    const others = await extract(pictures.filter((_, i) => i % stride === 0))
    const tags = []
    for (const { id, pictures } of seen) {
      const sorted = data.flatMap((folder) => pictures.filter((picture) => picture.folder === folder))
      tags.push({ id, features: await extract(sorted), shown: sorted.map(({ shown }) => shown) })
    }
    return decideBySight({ schema: config.tags, parameters, seen: tags, others, seed: config.seed })
  } finally {
    onProgress.clear()
  }
}

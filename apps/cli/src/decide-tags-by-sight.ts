import { type InferenceSession, InvalidInputError } from '@animegan/core'
import type { DecidedBySight, TrainedTagger } from '@animegan/train'
import { findFeatureFolder } from './feature-folder.js'
import { readSeenTags } from './seen-tags.js'
import { createTerminalProgress } from './terminal-progress.js'

export interface DecideTagsBySightOptions {
  /** The data set, and the file that says what people saw in its pictures. */
  data: string
  seen: string
  trained: TrainedTagger
  /** The model of what was trained, and its SHA-256. */
  session: InferenceSession
  modelSha256: string
  signal: AbortSignal
}

/** Pictures, evenly from the whole data set, among which those are found that surely lack a tag. */
const otherPictures = 4000

/** {@link decideBySight} on the pictures of a data set. Throws as it, `readSeenTags` and `extractFeatures` do. */
export async function decideTagsBySight(options: DecideTagsBySightOptions): Promise<DecidedBySight> {
  const { data, trained, session, modelSha256, signal } = options
  const { createFeatureExtractor, extractFeatures, readRecords } = await import('@animegan/dataset')
  const { decideBySight, describeTaggerInterface } = await import('@animegan/train')
  const records = await readRecords(data)
  const seen = await readSeenTags(options.seen, records)
  const { config, parameters } = trained
  const manifest = {
    ...{ schema: 'animegan.tagger/1' as const, name: 'tagger', files: [], provenance: {}, metrics: {} },
    ...describeTaggerInterface(config),
  }
  const extractor = createFeatureExtractor({ manifest, session })
  const cache = await findFeatureFolder(data)
  const onProgress = createTerminalProgress('features')
  const extract = async (pictures: typeof records) => {
    const extracted = await extractFeatures(pictures, {
      ...{ folder: data, extractor, modelSha256, cache, signal, onProgress },
    })
    const [reject] = extracted.rejects
    if (reject)
      throw new InvalidInputError('INVALID_DATA', `${reject.name}: ${reject.detail ?? reject.reason}`)
    return extracted.features
  }
  try {
    const stride = Math.max(1, Math.floor(records.length / otherPictures))
    const others = await extract(records.filter((_, i) => i % stride === 0))
    const tags = []
    for (const { id, records, shown } of seen) tags.push({ id, shown, features: await extract(records) })
    return decideBySight({ schema: config.tags, parameters, seen: tags, others, seed: config.seed })
  } finally {
    onProgress.clear()
  }
}

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
  /** Those of the pictures of each folder after those of the one before. */
  const extract = async (wanted: readonly (typeof pictures)[number][]): Promise<Float32Array> => {
    const parts: Float32Array[] = []
    for (const folder of data) {
      const records = wanted.filter((picture) => picture.folder === folder).map(({ record }) => record)
      if (records.length === 0) continue
      const cache = await findFeatureFolder(folder)
      const { features, rejects } = await extractFeatures(records, {
        ...{ folder, extractor, modelSha256, cache, signal, onProgress },
      })
      const [reject] = rejects
      if (reject)
        throw new InvalidInputError('INVALID_DATA', `${reject.name}: ${reject.detail ?? reject.reason}`)
      parts.push(features)
    }
    return Float32Array.from(parts.flatMap((part) => [...part]))
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

import {
  AnimeganError,
  type FacePlan,
  generate,
  type InferenceSession,
  type PlanFacesOptions,
  planFaces,
  toRgba,
  type WeightsManifest,
} from '@animegan/core'
import { encodeCrop } from '../faces/encode-crop.js'
import { storeImage } from '../stages/image-store.js'
import type { ItemStage } from '../stages/stage.js'
import { hashParts, importStage, rejectItem } from './import-item.js'

/** A model that draws, ready to run. */
export interface LoadedGenerator {
  manifest: WeightsManifest
  /** Of its ONNX file. */
  modelSha256: string
  session: InferenceSession
}

export interface ImportGeneratedOptions
  extends LoadedGenerator,
    Pick<PlanFacesOptions, 'fixed' | 'truncation' | 'prior' | 'seed'> {
  /** Number of faces; the first has `seed`, the next the seeds after it. */
  count: number
  /** What records say of where they come from. Default: the name of the weights. */
  source?: string | undefined
}

/** Raised when the code makes other pictures of the same options. */
const revision = 1

/**
 * A stage that lets a model draw its pictures: what another generator can do is learnt from them, and what it was asked stands in their
 * records, as `tags` (which a later stage may correct by what is seen) and `asked`, with the `seed`.
 *
 * Listing throws what `planFaces` throws; a model that does not answer as its manifest says makes rejects.
 */
export function createImportGeneratedStage(options: ImportGeneratedOptions): ItemStage<FacePlan> {
  const { manifest, modelSha256, session, count, fixed, truncation, prior, seed = 0 } = options
  const { source = manifest.name } = options
  const nameOf = ({ seed }: FacePlan) => `${manifest.name} ${manifest.version}, seed ${seed}`
  return {
    name: importStage,
    settings: { kind: 'generated', revision, modelSha256, source, fixed, truncation, prior },
    // One computes while another is compressed and written.
    concurrency: 2,

    async *list() {
      for (let i = 0; i < count; i++) {
        for (const plan of planFaces(manifest, { fixed, truncation, prior, seed: seed + i })) {
          yield { key: hashParts(String(plan.seed)), input: plan }
        }
      }
    },

    async process(plan, { folder }) {
      const name = nameOf(plan)
      let face: Awaited<ReturnType<typeof generate>>[number]
      try {
        face = (await generate(session, manifest, { plans: [plan] }))[0]!
      } catch (error) {
        if (!AnimeganError.isInstance(error)) throw error
        return rejectItem(name, source, { reason: 'not-drawn', detail: error.message })
      }
      const { width, height, tags, attributes, seed } = face
      const stored = await storeImage(folder, encodeCrop(dropAlpha(toRgba(face)), width))
      const columns = { tags, split: 'train', source, seed, asked: tags, ...attributes }
      return { records: [{ ...columns, ...stored, width, height, origin: { name } }], rejects: [] }
    },
  }
}

/** [pixels, 4] as [pixels, 3]. */
function dropAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let i = 0; i < rgb.length; i++) rgb[i] = rgba[Math.floor(i / 3) * 4 + (i % 3)]!
  return rgb
}

import type { WeightsDtype } from '@animegan/core'

/** A model that visitors can draw with. */
export interface Model {
  /** As its manifest calls it; links and pictures name it so. */
  id: string
  /** Address of the manifest's folder, relative to the page; undefined for a model that the visitor brought. */
  weights: string | undefined
}

/**
 * The weights that the site offers; the first is what new visitors get. The build takes them from `public/weights/ID`, else from the
 * package `@animegan/weights-ID`.
 */
export const publishedModels = [
  { id: 'dahlia', weights: 'weights/dahlia/' },
  { id: 'synthetic', weights: 'weights/synthetic/' },
] as const satisfies Model[]

/** The precisions in which the site offers them; fp32 is for those who train on. */
export const publishedDtypes: readonly WeightsDtype[] = ['int8', 'fp16']

/** The model that new visitors get. */
export const defaultModel: Model = publishedModels[0]

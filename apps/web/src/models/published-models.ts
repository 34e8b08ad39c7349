/** A model that visitors can draw with. */
export interface Model {
  /** As its manifest calls it; links and pictures name it so. */
  id: string
  /** Address of the manifest's folder, relative to the page. */
  weights: string
}

/** The weights that the build copies from their packages `@animegan/weights-ID`; the first is what new visitors get. */
export const publishedModels = [{ id: 'synthetic', weights: 'weights/synthetic/' }] as const satisfies Model[]

/** The model that new visitors get. */
export const defaultModel: Model = publishedModels[0]

/** The model with an id; undefined when this site has none. */
export function findModel(id: string): Model | undefined {
  return publishedModels.find((model) => model.id === id)
}

import type { WeightsDtype, WeightsFile, WeightsManifest } from '@animegan/core'
import { storeChoice } from '../app/stored-choice'
import { type Model, publishedDtypes } from '../models/published-models'

/** The precision that the visitor wants models in; `auto` takes what suits the device. */
export type PrecisionChoice = 'auto' | WeightsDtype

const choice = storeChoice<PrecisionChoice>('precision', ['auto', 'int8', 'fp16', 'fp32'])

export const readPrecision = (): PrecisionChoice => choice.read() ?? 'auto'

/** Keeps the choice for the next visits; a generator that runs already does not change. */
export const keepPrecision = choice.write

/** The files that one can have a model in here, one a precision, the smallest first. */
export function listOfferedFiles({ weights }: Model, { files }: WeightsManifest): WeightsFile[] {
  return files
    .filter(({ dtype }) => weights === undefined || publishedDtypes.includes(dtype))
    .toSorted((a, b) => a.bytes - b.bytes)
}

/** The precision that the visitor chose, where the model comes in it. */
export function choosePrecision(model: Model, manifest: WeightsManifest): WeightsDtype | undefined {
  const chosen = readPrecision()
  return listOfferedFiles(model, manifest).find(({ dtype }) => dtype === chosen)?.dtype
}

import type { WeightsManifest } from '@animegan/core'
import type { Model } from '../models/published-models'
import { choosePrecision, listOfferedFiles } from './precision-choice'

/** What runs a model on the processor, in bytes as a host sends it with gzip; with brotli it is 2.8 MB. */
const runtimeBytes = 3.7e6

let isAgreed = false

/** The visitor has asked for it: nothing is held back for the rest of the visit. */
export function agreeToDownload(): void {
  isAgreed = true
}

/** About how many bytes the visitor must first agree to: undefined unless the browser is told to save data and the model is not kept. */
export async function findHeldBack(model: Model, manifest: WeightsManifest): Promise<number | undefined> {
  const { weights } = model
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  if (isAgreed || !connection?.saveData || weights === undefined) return undefined
  const { isCached } = await import('@animegan/runtime-web')
  if (await isCached(weights)) return undefined
  const chosen = choosePrecision(model, manifest)
  const [smallest, ...others] = listOfferedFiles(model, manifest)
  const { bytes = 0 } = others.find(({ dtype }) => dtype === chosen) ?? smallest ?? {}
  return runtimeBytes + bytes
}

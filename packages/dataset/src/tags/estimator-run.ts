import { AnimeganError, type InferenceSession, type TaggerManifest, type TensorData } from '@animegan/core'
import { type Picture, prepareInput } from './estimator-input.js'

/** One of the outputs that a manifest names. */
interface Output {
  name: string
  size: number
}

/** Gives one output of a model for a picture; `name` names the picture in messages. */
export type EstimatorRun = (picture: Picture, name: string) => Promise<TensorData>

/**
 * Joins a model and the manifest that describes it.
 *
 * Pictures go through the model one at a time, so that what comes of one never depends on the others, to the last bit.
 *
 * Throws `INVALID_MANIFEST` when the model has other inputs or outputs than the manifest says, at once where that can be
 * seen; a run throws it too, and `INVALID_DATA` when a picture is damaged.
 */
export function createEstimatorRun(
  manifest: TaggerManifest,
  session: InferenceSession,
  output: Output,
): EstimatorRun {
  const refuse = (problem: string, cause?: unknown) =>
    new AnimeganError(
      'INVALID_MANIFEST',
      `the model of tag estimator "${manifest.name}" is not what its manifest says: ${problem}`,
      { cause },
    )
  checkNames('inputs', session.inputNames, manifest.input.name, session.inputNames.length === 1)
  checkNames('outputs', session.outputNames, output.name, session.outputNames.includes(output.name))
  return async (picture, name) => {
    const feeds = await prepareInput(picture, manifest, name)
    const { shape } = feeds[manifest.input.name]!
    const outputs = await session.run(feeds).catch((cause: unknown) => {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw refuse(`it cannot be run with an input of shape [${shape.join(', ')}] (${reason})`, cause)
    })
    const { data } = outputs[output.name]!
    if (data.length === output.size) return data
    throw refuse(`output "${output.name}" has ${data.length} values for a picture, expected ${output.size}`)
  }

  function checkNames(what: string, names: readonly string[], wanted: string, fits: boolean): void {
    if (fits && names.includes(wanted)) return
    const came = names.map((name) => `"${name}"`).join(', ')
    throw refuse(
      `its ${what} are ${came}, expected "${wanted}"${what === 'inputs' ? ' alone' : ' among them'}`,
    )
  }
}

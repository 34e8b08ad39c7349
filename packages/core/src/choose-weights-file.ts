import { InvalidInputError } from './errors.js'
import type { WeightsDtype, WeightsFile } from './weights-manifest.js'

const bestFirst: readonly WeightsDtype[] = ['fp32', 'fp16', 'int8']

/**
 * The file in the precision that is wanted, else in the first that there is in the order of `preference`, by default the best first.
 * `what` names the models in the message: "weights dahlia". Throws `INVALID_OPTION` for a precision that they do not come in.
 */
export function chooseWeightsFile(
  files: readonly WeightsFile[],
  wanted: WeightsDtype | undefined,
  what: string,
  preference = bestFirst,
): WeightsFile {
  const file = (wanted ? [wanted] : preference)
    .map((dtype) => files.find((f) => f.dtype === dtype))
    .find(Boolean)
  if (file) return file
  const there = files.map(({ dtype }) => dtype).join(', ')
  throw new InvalidInputError(
    'INVALID_OPTION',
    `${what} have no ${wanted ?? 'known'} model; they come as ${there}`,
  )
}

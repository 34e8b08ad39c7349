import { animeTags, architecturePresets } from '@animegan/core'
import { initialiseParameters, writeWeights } from '@animegan/train'

/**
 * Writes weights of the shape of Amaryllis (128 x 128 faces) with random numbers.
 * @param {string} folder
 */
export async function writeRandomWeights(folder) {
  const architecture = architecturePresets['amaryllis-128'].generator
  await writeWeights({
    out: folder,
    architecture,
    parameters: initialiseParameters(architecture, 1, 'kaiming'),
    tags: animeTags,
    description: { name: 'random', version: '0.0.0', licence: 'MIT', provenance: {} },
  })
}

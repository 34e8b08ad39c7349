import { createCommand } from '../command.js'
import { generateArguments } from '../generate-arguments.js'

export default createCommand({
  name: 'generate',
  description: 'Draw faces from tags and seeds',
  args: generateArguments,
  examples: [
    'animegan generate --tags "blonde hair, smile" --seed 7 --count 16 --columns 4 --out faces.png',
    'animegan generate --seeds 1-16,85 --truncation 0.7 --out faces/',
    'animegan generate --interpolate 7,85 --count 9 --out between.png',
    'animegan generate --weights ./my-weights --sweep year=2003..2017 --seeds 1-4 --out years.png',
    'animegan generate --weights ./my-weights --vectors vectors.npy --raw images.npy',
  ],
  async run({ args, signal }) {
    const { parseGenerateFlags } = await import('../generate-flags.js')
    const { generateFaces } = await import('../generate-faces.js')
    await generateFaces(parseGenerateFlags(args), signal)
  },
})

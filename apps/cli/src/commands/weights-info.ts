import { createCommand } from '../command.js'
import { defaultWeights } from '../default-weights.js'

export default createCommand({
  name: 'info',
  description: 'Say what some weights are: origin, licence, size, tags',
  args: {
    weights: {
      type: 'positional',
      valueHint: 'NAME|DIR|URL',
      description: 'which weights or tag estimator',
      required: false,
    },
    json: { type: 'boolean', description: 'print the whole manifest as JSON' },
  },
  examples: ['animegan weights info dahlia', 'animegan weights info ./my-weights --json'],
  async run({ args, signal }) {
    const { openWeightsOrTagger } = await import('@animegan/runtime-node')
    const { describeWeights } = await import('../weights-description.js')
    const { manifest, source } = await openWeightsOrTagger(args.weights ?? defaultWeights, {
      from: import.meta.url,
      signal,
    })
    console.log(args.json ? JSON.stringify(manifest, null, 2) : describeWeights(manifest, source))
  },
})

import { createCommand } from '../command.js'
import { defaultWeights } from '../default-weights.js'

export default createCommand({
  name: 'demo',
  description: 'Draw 16 faces with the default weights and print their tags',
  args: {
    weights: {
      type: 'string',
      valueHint: 'NAME|DIR|URL',
      default: defaultWeights,
      description: 'the model that draws',
    },
    seed: { type: 'string', valueHint: 'N', default: '1', description: 'seed of the first face' },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'FILE.png',
      default: 'out/demo.png',
      description: 'the sheet',
    },
    device: {
      type: 'string',
      valueHint: 'auto|cpu|webgpu|cuda',
      default: 'auto',
      description: 'where to compute',
    },
    threads: { type: 'string', valueHint: 'N', description: 'CPU threads (Default: one a core)' },
  },
  examples: ['animegan demo', 'animegan demo --seed 100 --out more.png'],
  async run({ args, signal }) {
    const { runDemo } = await import('../run-demo.js')
    await runDemo(args, signal)
  },
})

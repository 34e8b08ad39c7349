import { createCommand } from '../command.js'
import { modelArguments } from '../evaluate/open-model.js'
import { planArguments } from '../evaluate/plan-arguments.js'

const { weights, dtype, device, threads } = modelArguments

export default createCommand({
  name: 'figures',
  description: 'Draw all figures of the paper that a model can draw by itself',
  args: {
    weights,
    ...planArguments,
    out: { type: 'string', alias: 'o', valueHint: 'DIR', default: 'figures', description: 'folder for them' },
    ...{ dtype, device, threads },
  },
  examples: [
    'animegan evaluate figures --weights dahlia --out figures',
    'animegan evaluate figures --weights ./my-weights --precision precision.json --truncation 0.7',
  ],
  async run({ args, signal }) {
    const { evaluateFigures } = await import('../evaluate/evaluate-figures.js')
    await evaluateFigures(args, signal)
  },
})

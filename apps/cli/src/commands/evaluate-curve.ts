import { createCommand } from '../command.js'
import { measurementArguments } from '../evaluate/measurement-flags.js'

const { estimator, split, seed, cache, json, device, threads } = measurementArguments

export default createCommand({
  name: 'curve',
  description: 'Measure FID at the checkpoints of a training, each once (Figure 13)',
  args: {
    run: { type: 'string', valueHint: 'DIR', required: true, description: 'folder of the run' },
    data: {
      type: 'string',
      valueHint: 'DIR',
      description: 'real pictures (Default: those that it is trained on)',
    },
    estimator,
    samples: { type: 'string', valueHint: 'N', default: '5000', description: 'fakes for each checkpoint' },
    split,
    seed,
    cache,
    json,
    device,
    threads,
  },
  examples: [
    'animegan evaluate curve --run runs/first --estimator illustration2vec',
    'animegan evaluate curve --run runs/first --data faces --estimator runs/tagger --samples 2000 --json',
  ],
  async run({ args, signal }) {
    const { evaluateCurve } = await import('../evaluate/evaluate-curve.js')
    await evaluateCurve(args, signal)
  },
})

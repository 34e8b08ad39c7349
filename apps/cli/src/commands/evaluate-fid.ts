import { createCommand } from '../command.js'
import { measurementArguments } from '../evaluate/measurement-flags.js'

export default createCommand({
  name: 'fid',
  description: 'Measure how far pictures are from real ones (Fréchet distance of features)',
  args: {
    real: {
      type: 'string',
      valueHint: 'DIR',
      required: true,
      description: 'real pictures: an image folder, or any folder with pictures',
    },
    ...measurementArguments,
    fake: { type: 'string', valueHint: 'DIR', description: 'pictures to measure, instead of --weights' },
    samples: {
      type: 'string',
      valueHint: 'N',
      description: "fakes in a trial (Default: 12800, the paper's, or as many as there are real pictures)",
    },
    trials: { type: 'string', valueHint: 'N', description: "trials (Default: 5, the paper's)" },
    reals: {
      type: 'string',
      valueHint: 'sampled|all',
      description: 'in each trial as many real pictures as fakes, as in the paper, or all (Default: sampled)',
    },
  },
  examples: [
    'animegan evaluate fid --real faces --weights dahlia --estimator illustration2vec',
    'animegan evaluate fid --real faces --weights runs/mine/weights --estimator runs/tagger --samples 5000 --json',
    'animegan evaluate fid --real faces --fake drawn --estimator illustration2vec',
  ],
  async run({ args, signal }) {
    const { evaluateFid } = await import('../evaluate/evaluate-fid.js')
    await evaluateFid(args, signal)
  },
})

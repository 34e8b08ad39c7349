import { createCommand } from '../command.js'
import { measurementArguments } from '../evaluate/measurement-flags.js'

export default createCommand({
  name: 'scores',
  description: 'Measure one set of fakes: FID, KID, precision, recall, density, coverage, memorisation',
  args: {
    real: {
      type: 'string',
      valueHint: 'DIR',
      required: true,
      description: 'real pictures: those that the model was trained on, if memorisation is to be told',
    },
    ...measurementArguments,
    fake: { type: 'string', valueHint: 'DIR', description: 'pictures to measure, instead of --weights' },
    samples: {
      type: 'string',
      valueHint: 'N',
      default: '5000',
      description: 'pictures of each side, or as many as there are',
    },
  },
  examples: [
    'animegan evaluate scores --real faces --weights dahlia --estimator runs/tagger',
    'animegan evaluate scores --real faces --fake drawn --estimator illustration2vec --json',
  ],
  async run({ args, signal }) {
    const { evaluateScores } = await import('../evaluate/evaluate-scores.js')
    await evaluateScores(args, signal)
  },
})

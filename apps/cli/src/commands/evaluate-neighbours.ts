import { createCommand } from '../command.js'
import { measurementArguments } from '../evaluate/measurement-flags.js'

const { weights, split, seed, ...others } = measurementArguments

export default createCommand({
  name: 'neighbours',
  description: 'Show generated faces beside the training pictures nearest to them (Figure 14)',
  args: {
    data: {
      type: 'string',
      valueHint: 'DIR',
      required: true,
      description: 'the pictures that the model was trained on',
    },
    weights: { ...weights, required: true },
    ...others,
    split: { ...split, default: 'train', description: 'search the pictures of this split' },
    seed: { ...seed, description: 'of the first face' },
    count: { type: 'string', valueHint: 'N', default: '8', description: 'faces to show' },
    neighbours: { type: 'string', valueHint: 'K', default: '8', description: 'nearest pictures of each' },
    samples: {
      type: 'string',
      valueHint: 'N',
      default: '200',
      description: 'faces by which copying is told, those that are shown among them',
    },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'FILE.png',
      default: 'neighbours.png',
      description: 'the sheet',
    },
  },
  examples: [
    'animegan evaluate neighbours --data faces --weights dahlia --estimator illustration2vec',
    'animegan evaluate neighbours --data faces --weights runs/mine/weights --estimator runs/tagger --count 4 --out near.png',
  ],
  async run({ args, signal }) {
    const { evaluateNeighbours } = await import('../evaluate/evaluate-neighbours.js')
    await evaluateNeighbours(args, signal)
  },
})

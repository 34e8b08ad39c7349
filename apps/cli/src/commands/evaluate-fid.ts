import { createCommand } from '../command.js'
import { estimatorArguments } from '../estimator-arguments.js'

const { device, threads, estimator } = estimatorArguments

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
    fake: { type: 'string', valueHint: 'DIR', required: true, description: 'pictures to compare with them' },
    estimator: { ...estimator, description: `whose features are compared: ${estimator.description}` },
    json: { type: 'boolean', description: 'print all numbers as JSON' },
    device,
    threads,
  },
  examples: [
    'animegan evaluate fid --real faces --fake drawn --estimator illustration2vec',
    'animegan evaluate fid --real faces --fake drawn --estimator runs/tagger --json',
  ],
  async run({ args, signal }) {
    const { evaluateFolders } = await import('../evaluate/evaluate-fid.js')
    await evaluateFolders(args, signal)
  },
})

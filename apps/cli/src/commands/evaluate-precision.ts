import { createCommand } from '../command.js'
import { estimatorArguments } from '../estimator-arguments.js'
import { modelArguments } from '../evaluate/open-model.js'
import { thresholdArguments } from '../tag-thresholds.js'

const { weights, dtype, device, threads } = modelArguments
const { estimator } = estimatorArguments

export default createCommand({
  name: 'precision',
  description: "Measure how often a model shows what it is asked for (the paper's Table 2)",
  args: {
    weights,
    estimator: { ...estimator, description: `who judges: ${estimator.description}` },
    images: { type: 'string', valueHint: 'N', default: '20', description: 'images of each tag' },
    tags: { type: 'string', valueHint: 'LIST', description: 'tags to measure (Default: all)' },
    seed: { type: 'string', valueHint: 'N', default: '0', description: 'decides all that is not asked for' },
    truncation: { type: 'string', valueHint: 'T', description: 'bound of the latents (Default: none)' },
    ...thresholdArguments,
    'labelled-training-data': {
      type: 'string',
      valueHint: 'yes|no',
      description:
        'whether the estimator labelled the training pictures: if so, this is agreement with it (Default: what the weights say)',
    },
    cache: {
      type: 'string',
      valueHint: 'DIR',
      description: "where it is kept what was seen, to go on after a stop (Default: in the user's cache)",
    },
    out: { type: 'string', valueHint: 'FILE.png', description: 'writes all images, hits and misses marked' },
    json: { type: 'boolean', description: 'print all numbers as JSON' },
    dtype,
    device,
    threads,
  },
  examples: [
    'animegan evaluate precision --weights dahlia --estimator runs/tagger/tagger --out precision.png',
    'animegan evaluate precision --weights ./my-weights --estimator illustration2vec --tags "hat, glasses" --images 100',
  ],
  async run({ args, signal }) {
    const { evaluatePrecision } = await import('../evaluate/evaluate-precision.js')
    await evaluatePrecision(args, signal)
  },
})

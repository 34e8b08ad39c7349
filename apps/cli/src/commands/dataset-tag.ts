import { createCommand } from '../command.js'
import { estimatorArguments } from '../estimator-arguments.js'
import { thresholdArguments } from '../tag-thresholds.js'

export default createCommand({
  name: 'tag',
  description: 'Estimate the tags of the pictures of a data set',
  args: {
    dir: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'image folder; tags and scores of its metadata.jsonl are replaced',
    },
    ...estimatorArguments,
    ...thresholdArguments,
  },
  examples: [
    'animegan dataset tag faces --estimator illustration2vec',
    'animegan dataset tag faces --estimator runs/tagger/tagger --threshold 0.5',
  ],
  async run({ args, signal }) {
    const { tagFolder } = await import('../tag-folder.js')
    await tagFolder(args, signal)
  },
})

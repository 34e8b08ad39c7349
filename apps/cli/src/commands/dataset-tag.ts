import { createCommand } from '../command.js'
import { estimatorArguments } from '../estimator-arguments.js'

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
    threshold: {
      type: 'string',
      valueHint: 'P',
      default: '0.25',
      description:
        'a tag is on above this probability; of hair and eye colours, always the most probable alone',
    },
    thresholds: {
      type: 'string',
      valueHint: 'FILE.json',
      description: 'other thresholds for some tags or groups of tags: {"hat": 0.4, "eye-colour": 0.1}',
    },
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

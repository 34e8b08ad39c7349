import { createCommand } from '../command.js'

export default createCommand({
  name: 'split',
  description: 'Divide a data set into parts, such as train and test, that share no picture, face or game',
  args: {
    dir: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'image folder with metadata.jsonl',
    },
    parts: {
      type: 'string',
      valueHint: 'NAME=SHARE,...',
      default: 'train=0.9,test=0.1',
      description: 'names and shares, which add up to 1',
    },
    seed: { type: 'string', valueHint: 'K', default: '0', description: 'another seed, another division' },
    schema: {
      type: 'string',
      valueHint: 'NAME|FILE',
      default: 'anime',
      description: 'tags that the table counts: anime, anime-year or a JSON file',
    },
  },
  examples: [
    'animegan dataset split faces --parts train=0.9,test=0.1 --seed 1',
    'animegan dataset split faces --parts train=0.8,validation=0.1,test=0.1',
  ],
  async run({ args, signal }) {
    const { splitFolder } = await import('../split-folder.js')
    await splitFolder(args, signal)
  },
})

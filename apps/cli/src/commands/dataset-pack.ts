import { createCommand } from '../command.js'

export default createCommand({
  name: 'pack',
  description: 'Pack a data set as WebDataset tar shards, the same bytes each time',
  args: {
    dir: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'image folder; stays as it is',
    },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'DIR',
      required: true,
      description: 'folder for the shards',
    },
    name: {
      type: 'string',
      valueHint: 'NAME',
      description: 'NAME-000000.tar; default: the name of the folder',
    },
    split: { type: 'string', valueHint: 'NAME', description: 'only the records of this split' },
    'max-samples': {
      type: 'string',
      valueHint: 'N',
      default: '10000',
      description: 'most samples of a shard',
    },
    'max-megabytes': { type: 'string', valueHint: 'N', default: '512', description: 'most MiB of a shard' },
    json: { type: 'boolean', description: 'print the list of shards as JSON' },
  },
  examples: [
    'animegan dataset pack faces --out shards',
    'animegan dataset pack faces --split train --name train --out shards/train',
  ],
  async run({ args, signal }) {
    const { packFolder } = await import('../pack-folder.js')
    await packFolder(args, signal)
  },
})

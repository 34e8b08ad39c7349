import { createCommand } from '../command.js'

export default createCommand({
  name: 'deduplicate',
  description: 'Find pictures that show the same, and leave out all but the best of each',
  args: {
    dir: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'image folder with metadata.jsonl',
    },
    threshold: {
      type: 'string',
      valueHint: 'X',
      default: '8',
      description: 'colour difference from which two pictures are not the same; higher finds more',
    },
    keep: {
      type: 'string',
      valueHint: 'first|all',
      default: 'first',
      description: 'the best of each group, or all of them, marked in the column "duplicates"',
    },
  },
  examples: [
    'animegan dataset deduplicate faces',
    'animegan dataset deduplicate faces --keep all  # only mark them, to look at them first',
  ],
  async run({ args, signal }) {
    const { deduplicateFolder } = await import('../deduplicate-folder.js')
    await deduplicateFolder(args, signal)
  },
})

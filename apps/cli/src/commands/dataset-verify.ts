import { createCommand } from '../command.js'

export default createCommand({
  name: 'verify',
  description: 'Check a data set: every line, every image to its last pixel, hashes, labels, splits',
  args: {
    dir: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'image folder; stays as it is',
    },
    schema: {
      type: 'string',
      valueHint: 'anime|anime-year|FILE',
      default: 'anime',
      description: 'the tags that there may be: the 34 tags, these and the year, or those of a JSON file',
    },
    json: { type: 'boolean', description: 'print every problem as JSON' },
  },
  examples: [
    'animegan dataset verify faces',
    'animegan dataset verify faces --json > problems.json  # exit code 1 when anything is wrong',
  ],
  async run({ args, signal }) {
    const { verifyFolder } = await import('../verify-folder.js')
    await verifyFolder(args, signal)
  },
})

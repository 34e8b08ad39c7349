import { createCommand } from '../command.js'

export default createCommand({
  name: 'stats',
  description: "Count a data set beside the paper's Table 1: tags, years, sizes, splits, what was left out",
  args: {
    dir: {
      type: 'positional',
      valueHint: 'DIR',
      required: true,
      description: 'image folder with metadata.jsonl',
    },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'FILE.png|FILE.html',
      description: 'draw it, with a map of tags that come together',
    },
    json: { type: 'boolean', description: 'print all numbers as JSON' },
    title: {
      type: 'string',
      valueHint: 'TEXT',
      description: 'title of the drawing (default: name of the folder)',
    },
    schema: {
      type: 'string',
      valueHint: 'NAME|FILE',
      default: 'anime',
      description: 'tags of the data set: anime, anime-year or a JSON file',
    },
  },
  examples: [
    'animegan dataset stats faces',
    'animegan dataset stats faces --out stats.png',
    'animegan dataset stats faces --json',
  ],
  async run({ args, signal }) {
    const { showStatistics } = await import('../show-statistics.js')
    await showStatistics(args, signal)
  },
})

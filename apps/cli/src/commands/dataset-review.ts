import { createCommand } from '../command.js'

export default createCommand({
  name: 'review',
  description: 'Look through a data set on a local page: accept, reject, correct tags',
  args: {
    dir: { type: 'positional', valueHint: 'DIR', required: true, description: 'folder of the data set' },
    port: {
      type: 'string',
      valueHint: 'N',
      default: '0',
      description: 'where the page is served on this machine (0: any free port)',
    },
    open: {
      type: 'string',
      valueHint: 'yes|no',
      description: 'open it in a browser (default: yes on a terminal)',
    },
    schema: {
      type: 'string',
      valueHint: 'NAME|FILE',
      default: 'anime',
      description: 'the tags: anime, anime-year, or a JSON file',
    },
  },
  examples: ['animegan dataset review faces', 'animegan dataset review faces --port 7000 --open no'],
  async run({ args, signal }) {
    const { reviewDataset } = await import('../review-dataset.js')
    await reviewDataset(args, signal)
  },
})

import { createCommand } from '../command.js'

export default createCommand({
  name: 'show',
  description: 'Plot the losses and snapshots of a run on one HTML page',
  args: {
    run: { type: 'positional', valueHint: 'DIR', required: true, description: 'folder of the run' },
    out: {
      type: 'string',
      alias: 'o',
      valueHint: 'FILE.html',
      description: 'where the page goes (default: run.html in the run)',
    },
    snapshots: {
      type: 'string',
      valueHint: 'N',
      default: '40',
      description: 'at most so many snapshots, evenly chosen',
    },
    open: {
      type: 'string',
      valueHint: 'yes|no',
      description: 'open it in a browser (default: yes on a terminal)',
    },
  },
  examples: ['animegan runs show runs/first', 'animegan runs show runs/first --out first.html --open no'],
  async run({ args }) {
    const { showRun } = await import('../show-run.js')
    await showRun(args)
  },
})

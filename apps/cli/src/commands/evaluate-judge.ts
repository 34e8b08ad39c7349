import { createCommand } from '../command.js'
import { modelArguments } from '../evaluate/open-model.js'

const { weights, dtype, device, threads } = modelArguments

export default createCommand({
  name: 'judge',
  description:
    "Judge by hand, on a local page, whether a model shows what it is asked for (the paper's Table 2)",
  args: {
    out: {
      type: 'string',
      valueHint: 'DIR',
      required: true,
      description: 'where images and judgements are kept, to go on another time',
    },
    weights: {
      ...weights,
      required: false,
      description: 'the model that draws; not needed once all is drawn',
    },
    images: { type: 'string', valueHint: 'N', description: 'images of each tag (Default: 20, or as before)' },
    tags: { type: 'string', valueHint: 'LIST', description: 'tags to judge (Default: all, or as before)' },
    seed: { type: 'string', valueHint: 'N', description: 'decides all that is not asked for (Default: 0)' },
    truncation: { type: 'string', valueHint: 'T', description: 'bound of the latents (Default: none)' },
    report: { type: 'boolean', description: 'print the table of what is judged so far, and serve no page' },
    json: { type: 'boolean', description: 'print the table as JSON, with --report' },
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
    dtype,
    device,
    threads,
  },
  examples: [
    'animegan evaluate judge --weights dahlia --out judged',
    'animegan evaluate judge --out judged --report',
  ],
  async run({ args, signal }) {
    const { evaluateJudge } = await import('../evaluate/evaluate-judge.js')
    await evaluateJudge(args, signal)
  },
})
